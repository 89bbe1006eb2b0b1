package io.controlnetflow.routes.component.message;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Converter;

/** The first picture of a result in the forms that other components take. */
@Converter(generateLoader = true)
public final class GenerationResultConverters {
    private GenerationResultConverters() {}

    @Converter
    public static Path toPath(GenerationResult result) {
        return result.first().file();
    }

    @Converter
    public static File toFile(GenerationResult result) {
        return result.first().file().toFile();
    }

    @Converter
    public static byte[] toBytes(GenerationResult result) throws IOException {
        return Files.readAllBytes(result.first().file());
    }

    @Converter
    public static InputStream toStream(GenerationResult result) throws IOException {
        return Files.newInputStream(result.first().file());
    }
}
