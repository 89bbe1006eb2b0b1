package io.controlnetflow.core.wire;

/**
 * The answer to the previous, multipart upload.
 *
 * @param type image, video or audio
 * @param size bytes
 */
public record Uploaded(String type, String downloadUrl, String filename, long size) {}
