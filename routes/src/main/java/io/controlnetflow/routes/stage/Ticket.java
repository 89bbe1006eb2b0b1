package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;

/**
 * A cell's body attached a job and ends; the cell waits for the job, and nothing in memory waits with it.
 *
 * @param job which job
 * @param reused true when that job was done already
 */
public record Ticket(JobKey job, boolean reused) {}
