package io.controlnetflow.core.image.net;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.controlnetflow.core.image.map.UnmakeableMap;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A network in an ONNX file. */
final class OnnxNet implements Net {
    private static final int THREADS = 4;

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Slot input;
    private final List<Slot> outputs;

    private OnnxNet(String name, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.input = Slots.one(name, slots(session.getInputInfo()));
        this.outputs = slots(session.getOutputInfo());
    }

    static void load() {
        OrtEnvironment.getEnvironment();
    }

    static Net open(Path file) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(Math.min(THREADS, Runtime.getRuntime().availableProcessors()));
            return made(file, environment, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new UnmakeableMap(
                    file + ": is no network that ONNX Runtime can read; download it again, or export it anew ("
                            + said(e) + ")",
                    e);
        }
    }

    /** In one line, without the place in the library that says it. */
    private static String said(OrtException e) {
        return String.valueOf(e.getMessage())
                .replaceFirst("(?s)/\\S*onnxruntime\\S*:\\d+ .*\\) (?=\\w)", " ")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static Net made(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        try {
            return new OnnxNet(String.valueOf(file.getFileName()), environment, session);
        } catch (UnmakeableMap unfit) {
            session.close();
            throw unfit;
        }
    }

    private static List<Slot> slots(Map<String, NodeInfo> nodes) {
        List<Slot> slots = new ArrayList<>();
        nodes.forEach((name, node) -> slots.add(slot(name, node.getInfo())));
        return List.copyOf(slots);
    }

    private static Slot slot(String name, ValueInfo info) {
        return info instanceof TensorInfo tensor
                ? new Slot(name, ints(tensor.getShape()), tensor.type.name())
                : new Slot(name, List.of(), "no tensor");
    }

    private static List<Integer> ints(long[] shape) {
        return Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Slot input() {
        return input;
    }

    @Override
    public List<Slot> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> run(Tensor tensor) {
        long[] shape = tensor.shape().stream().mapToLong(n -> n).toArray();
        try (OnnxTensor given = OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.values()), shape);
                OrtSession.Result result = session.run(Map.of(input.name(), given))) {
            List<Tensor> tensors = new ArrayList<>();
            for (var one : result) {
                if (one.getValue() instanceof OnnxTensor out
                        && slot("", out.getInfo()).type().equals(Slot.FLOAT)) {
                    tensors.add(read(one.getKey(), out));
                }
            }
            return tensors;
        } catch (OrtException e) {
            throw new UnmakeableMap(
                    name + ": refuses a tensor " + Slot.text(tensor.shape()) + "; it declares " + input + " (" + said(e)
                            + ")",
                    e);
        }
    }

    private static Tensor read(String name, OnnxTensor out) {
        FloatBuffer buffer = out.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new Tensor(name, ints(out.getInfo().getShape()), values);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(name + ": does not close: " + e.getMessage(), e);
        }
    }
}
