package io.controlnetflow.routes.stage.call;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.FileEnd;
import io.controlnetflow.core.artifact.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a downloaded file is what its address names, by its bytes, and arrived whole: an error page under status 200 looks like
 * an output, and a length that is wrong on both sides looks complete.
 */
public final class WholeFile {
    private static final Pattern NAME = Pattern.compile("(?i)[^?#]*\\.([a-z0-9]{2,5})([?#].*)?");
    private static final Pattern PAGE = Pattern.compile("(?is)\\s*(<!doctype html|<html|<head|<body).*");
    private static final int HEAD = 512;
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("png", "picture"),
            Map.entry("jpg", "picture"),
            Map.entry("jpeg", "picture"),
            Map.entry("webp", "picture"),
            Map.entry("gif", "picture"),
            Map.entry("mp4", "video"),
            Map.entry("mov", "video"),
            Map.entry("webm", "video"),
            Map.entry("mkv", "video"),
            Map.entry("avi", "video"),
            Map.entry("mp3", "sound"),
            Map.entry("wav", "sound"),
            Map.entry("flac", "sound"),
            Map.entry("ogg", "sound"));

    private WholeFile() {}

    /**
     * @param address where it came from
     * @throws IOException when it is not of the kind that the address names, a page, or not whole; what nobody knows passes
     */
    public static void check(Artifact artifact, String address) throws IOException {
        Matcher name = NAME.matcher(address);
        String extension = name.matches() ? name.group(1).toLowerCase(Locale.ROOT) : "";
        String head = head(artifact);
        boolean page = PAGE.matcher(head).matches() && !extension.startsWith("htm");
        String wanted = KINDS.getOrDefault(extension, "");
        if (page || (!wanted.isEmpty() && isAnother(wanted, artifact.mediaType(), head))) {
            throw new IOException("what arrived is no " + (wanted.isEmpty() ? "output" : wanted) + " but "
                    + artifact.size() + " bytes of " + (page ? "text/html" : artifact.mediaType()));
        }
        if (artifact.mediaType().startsWith("image/")) {
            WholePicture.check(artifact);
        } else if (FileEnd.missing(artifact.file(), artifact.mediaType())) {
            throw new IOException("the " + (wanted.isEmpty() ? "file" : wanted) + " is cut off after " + artifact.size()
                    + " bytes of " + artifact.mediaType());
        }
    }

    /** A file that no first bytes tell is taken by its name, unless it is text: messages of servers are. */
    private static boolean isAnother(String wanted, String mediaType, String head) {
        if (mediaType.equals(MediaTypes.UNKNOWN)) {
            return wanted.equals("picture") || head.strip().startsWith("{") || isText(head);
        }
        return !mediaType.startsWith(
                switch (wanted) {
                    case "picture" -> "image/";
                    case "video" -> "video/";
                    default -> "audio/";
                });
    }

    private static boolean isText(String head) {
        return head.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
    }

    private static String head(Artifact artifact) throws IOException {
        try (InputStream in = Files.newInputStream(artifact.file())) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
    }
}
