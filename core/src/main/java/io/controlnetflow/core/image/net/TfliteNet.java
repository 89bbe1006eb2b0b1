package io.controlnetflow.core.image.net;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** A network in a TensorFlow Lite file. An interpreter serves one caller at a time. */
final class TfliteNet implements Net {
    private static final int THREADS = 4;
    private static final int OK = 0;

    private final String name;
    private final FlatBufferModel model;
    private final BuiltinOpResolver operations;
    private final Interpreter interpreter;
    private final Slot input;
    private final List<Slot> outputs;

    private TfliteNet(String name, FlatBufferModel model) {
        this.name = name;
        this.model = model;
        this.operations = new BuiltinOpResolver();
        this.interpreter = new Interpreter((Pointer) null);
        int threads = Math.min(THREADS, Runtime.getRuntime().availableProcessors());
        try (InterpreterBuilder builder = new InterpreterBuilder(model, operations)) {
            if (builder.apply(interpreter, threads) != OK || interpreter.AllocateTensors() != OK) {
                throw new UnmakeableMap(
                        name + ": cannot be run by this TensorFlow Lite; use the file that the package ships");
            }
        }
        this.input = Slots.one(name, inputs());
        List<Slot> out = new ArrayList<>();
        for (int i = 0; i < outputCount(); i++) {
            out.add(slot(interpreter.output_tensor(i)));
        }
        this.outputs = List.copyOf(out);
    }

    static void load() {
        Loader.load(tensorflowlite.class);
    }

    static Net open(Path file) {
        FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromFile(file.toString());
        if (model == null) {
            throw new UnmakeableMap(file + ": is no TensorFlow Lite model; unpack its package again");
        }
        return new TfliteNet(String.valueOf(file.getFileName()), model);
    }

    private List<Slot> inputs() {
        List<Slot> in = new ArrayList<>();
        for (int i = 0; i < interpreter.inputs().capacity(); i++) {
            in.add(slot(interpreter.input_tensor(i)));
        }
        return in;
    }

    private int outputCount() {
        return Math.toIntExact(interpreter.outputs().capacity());
    }

    private static Slot slot(TfLiteTensor tensor) {
        String type = tensor.type() == tensorflowlite.kTfLiteFloat32 ? Slot.FLOAT : "type " + tensor.type();
        return new Slot(tensor.name().getString(), shape(tensor), type);
    }

    private static List<Integer> shape(TfLiteTensor tensor) {
        List<Integer> shape = new ArrayList<>();
        TfLiteIntArray sizes = tensor.dims();
        for (int i = 0; i < sizes.size(); i++) {
            shape.add(sizes.data(i));
        }
        return shape;
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
    public synchronized List<Tensor> run(Tensor tensor) {
        if (!tensor.shape().equals(input.shape())) {
            throw new UnmakeableMap(
                    name + ": refuses a tensor " + Slot.text(tensor.shape()) + "; it declares " + input);
        }
        floats(interpreter.input_tensor(0)).put(tensor.values(), 0, tensor.values().length);
        if (interpreter.Invoke() != OK) {
            throw new UnmakeableMap(name + ": failed on a tensor " + Slot.text(tensor.shape()));
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < outputCount(); i++) {
            if (outputs.get(i).type().equals(Slot.FLOAT)) {
                tensors.add(read(interpreter.output_tensor(i)));
            }
        }
        return tensors;
    }

    private static Tensor read(TfLiteTensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.bytes() / Float.BYTES)];
        floats(tensor).get(values, 0, values.length);
        return new Tensor(tensor.name().getString(), shape(tensor), values);
    }

    private static FloatPointer floats(TfLiteTensor tensor) {
        return new FloatPointer(tensor.data().f());
    }

    @Override
    public synchronized void close() {
        interpreter.close();
        operations.close();
        model.close();
    }
}
