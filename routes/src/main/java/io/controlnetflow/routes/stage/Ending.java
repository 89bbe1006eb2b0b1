package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.PredictionWriter;

/** What a prediction that has ended means for its job, whoever brought the news. Harmless when it comes again. */
public final class Ending {
    private final StageContext site;

    public Ending(StageContext site) {
        this.site = site;
    }

    /** True when the prediction has ended, and so the job's polling has. */
    public boolean of(Jobs.Job job, Prediction prediction) {
        if (prediction.status().completed()) {
            site.ledger().jobs().completed(job.key(), PredictionWriter.json(prediction));
            site.gates().download().signal();
        } else if (prediction.status().terminal()) {
            site.ledger()
                    .jobs()
                    .failed(
                            job.key(),
                            "job " + job.key().brief() + ", prediction " + prediction.id() + ": "
                                    + prediction.problem());
        }
        return prediction.status().terminal();
    }
}
