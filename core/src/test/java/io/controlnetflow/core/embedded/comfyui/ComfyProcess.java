package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.OutputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scripted ComfyUI in a process of its own, for trials: it prints its port, works for a while on each prompt, and ends when its input
 * does.
 */
public final class ComfyProcess {
    private final ScriptedComfy comfy;
    private @Nullable ArrayNode underWay;

    private ComfyProcess(ScriptedComfy comfy) {
        this.comfy = comfy;
    }

    /** @param args how long a prompt runs, in milliseconds */
    public static void main(String[] args) throws Exception {
        long millis = Long.parseLong(args[0]);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ScriptedComfy comfy = new ScriptedComfy().hold()) {
            Future<?> works =
                    clock.scheduleWithFixedDelay(new ComfyProcess(comfy)::work, millis, millis, TimeUnit.MILLISECONDS);
            System.out.println(comfy.uri().getPort());
            System.in.transferTo(OutputStream.nullOutputStream());
            works.cancel(false);
        } finally {
            clock.shutdownNow();
        }
    }

    private void work() {
        ArrayNode done = underWay;
        if (done != null) {
            comfy.end(done);
        }
        underWay = comfy.prompts.begin();
    }
}
