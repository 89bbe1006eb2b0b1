package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A prediction as the API writes it, for the ledger and for whoever serves the API. Nothing is lost on the way back. */
public final class PredictionWriter {
    private PredictionWriter() {}

    /** The payload of an answer, without the envelope. */
    public static ObjectNode write(Prediction prediction) {
        ObjectNode data = Json.object();
        data.put("id", prediction.id());
        data.put("model", prediction.model());
        ArrayNode outputs = data.putArray("outputs");
        for (Output output : prediction.outputs()) {
            if (output instanceof Output.Url url) {
                outputs.add(url.url());
            } else if (output instanceof Output.Base64 base64) {
                outputs.add("data:;base64," + base64.text());
            } else if (output instanceof Output.Text text) {
                outputs.add(text.text());
            } else if (output instanceof Output.Structured structured) {
                outputs.add(structured.value());
            }
        }
        ArrayNode nsfw = data.putArray("has_nsfw_contents");
        prediction.nsfw().forEach(nsfw::add);
        data.put("status", prediction.status().text());
        if (prediction.createdAt() != null) {
            data.put("created_at", prediction.createdAt().toString());
        }
        data.put("error", prediction.error());
        data.put("code", prediction.code());
        data.putObject("timings").put("inference", prediction.inferenceMillis());
        data.put("executionTime", prediction.executionMillis());
        if (prediction.input() != null) {
            data.set("input", prediction.input());
        }
        return data;
    }

    /** The same as text. */
    public static String json(Prediction prediction) {
        return Json.write(write(prediction));
    }
}
