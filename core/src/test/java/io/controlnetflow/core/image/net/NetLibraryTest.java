package io.controlnetflow.core.image.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetLibraryTest {
    @Test
    void onnxRuntimeIsThereForTheTests() {
        assertThat(NetLibrary.ONNX_RUNTIME.hindrance()).isEmpty();
    }

    @Test
    void aLibraryThatIsNotInstalledIsNamedInsteadOfALinkageError() throws Exception {
        try (URLClassLoader bare = bare()) {
            Class<?> library = bare.loadClass(NetLibrary.class.getName());
            for (Object one : library.getEnumConstants()) {
                Optional<?> said = (Optional<?>) library.getMethod("hindrance").invoke(one);
                assertThat(said.map(Object::toString).orElse(""))
                        .endsWith(") is not installed")
                        .containsAnyOf(
                                "ONNX Runtime (com.microsoft.onnxruntime:onnxruntime)",
                                "TensorFlow Lite (org.bytedeco:tensorflow-lite)");
                assertThat(thrown(() -> library.getMethod("open", Path.class).invoke(one, Path.of("depth.onnx"))))
                        .contains(UnmakeableMap.class.getSimpleName())
                        .contains("depth.onnx: ")
                        .contains("flow doctor says how to get it");
            }
        }
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static String thrown(Work work) throws Exception {
        try {
            return "nothing, but " + work.run();
        } catch (java.lang.reflect.InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** Our own classes without the optional libraries beside them. */
    private static URLClassLoader bare() {
        URL classes = NetLibrary.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }
}
