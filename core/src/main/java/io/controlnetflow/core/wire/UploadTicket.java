package io.controlnetflow.core.wire;

import java.util.Map;

/**
 * Where to send a file's bytes.
 *
 * @param downloadUrl the model's input afterwards
 * @param method PUT
 * @param url goes to another host: send no API key
 * @param headers exactly these
 */
public record UploadTicket(String downloadUrl, String method, String url, Map<String, String> headers) {
    public UploadTicket {
        headers = Map.copyOf(headers);
    }
}
