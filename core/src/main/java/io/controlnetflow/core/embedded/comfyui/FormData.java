package io.controlnetflow.core.embedded.comfyui;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A multipart body. */
final class FormData {
    private final String boundary = "flow-" + UUID.randomUUID();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    void field(String name, String value) {
        part("form-data; name=\"" + name + "\"", "text/plain; charset=utf-8", value.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, String filename, String type, byte[] bytes) {
        part("form-data; name=\"" + name + "\"; filename=\"" + filename + "\"", type, bytes);
    }

    private void part(String disposition, String type, byte[] bytes) {
        text("--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n");
        out.writeBytes(bytes);
        text("\r\n");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        byte[] parts = out.toByteArray();
        byte[] end = ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(parts, parts.length + end.length);
        System.arraycopy(end, 0, all, parts.length, end.length);
        return all;
    }
}
