package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.routes.app.console.ExitCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flow serve-api --renderer}: what is wrong is said before anything is served. */
class RendererTest {
    @TempDir
    private Path temp;

    private Shell.Said serve(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "serve-api";
        all[1] = "--state";
        all[2] = temp.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Shell.flow(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gpu                 | --renderer: gpu is neither painter nor a ComfyUI; write it like comfyui=http://127.0.0.1:8188
        comfyui=example     | --renderer: comfyui: example is no http or https address; write it like http://127.0.0.1:8188
        comfyui=http://x y  | --renderer: Illegal character
        """)
    void refusesARendererThatItDoesNotKnow(String renderer, String message) {
        Shell.Said said = serve("--renderer", renderer);
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(message);
    }

    @Test
    void refusesAComfyUiThatLacksAModelAndSaysWhatItHas() throws Exception {
        HttpServer comfy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        byte[] unet =
                "{\"UNETLoader\":{\"input\":{\"required\":{\"unet_name\":[[\"small.safetensors\"]],\"weight_dtype\":[[\"default\"]]}}}}"
                        .getBytes(StandardCharsets.UTF_8);
        comfy.createContext("/object_info/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().endsWith("UNETLoader");
            byte[] body = known ? unet : "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        comfy.start();
        try {
            String url = "http://127.0.0.1:" + comfy.getAddress().getPort();
            Shell.Said said = serve("--renderer", "comfyui=" + url, "--comfyui-unet", "large.safetensors");
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err())
                    .contains("comfyui: " + url
                            + ": UNETLoader: unet_name: large.safetensors is not there; there is: small.safetensors;"
                            + " node DualCLIPLoader is not there; update ComfyUI");
        } finally {
            comfy.stop(0);
        }
    }

    @Test
    void namesTheModelsInItsHelp() {
        assertThat(Shell.flow("serve-api", "--help").out())
                .contains("--renderer", "comfyui=http://HOST:8188")
                .contains("Default: FLUX.1-dev-ControlNet-Union-Pro-2.0.safetensors");
    }
}
