package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.net.Net;
import io.controlnetflow.core.image.net.Slot;
import io.controlnetflow.core.image.net.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A network of MediaPipe's shapes that answers what it is told to, in order. */
final class ScriptedNet implements Net {
    private final int side;
    private final List<List<Integer>> shapes;
    private final Deque<List<Tensor>> answers = new ArrayDeque<>();

    private ScriptedNet(int side, List<List<Integer>> shapes) {
        this.side = side;
        this.shapes = shapes;
    }

    static ScriptedNet detector() {
        return new ScriptedNet(224, List.of(List.of(1, 2254, 12), List.of(1, 2254, 1)));
    }

    static ScriptedNet landmarks() {
        return new ScriptedNet(256, List.of(List.of(1, 195), List.of(1, 1), List.of(1, 117)));
    }

    ScriptedNet answer(Tensor... tensors) {
        answers.add(List.of(tensors));
        return this;
    }

    @Override
    public String name() {
        return "scripted-" + side;
    }

    @Override
    public Slot input() {
        return new Slot("input_1", List.of(1, side, side, 3), Slot.FLOAT);
    }

    @Override
    public List<Slot> outputs() {
        return shapes.stream().map(shape -> new Slot("out", shape, Slot.FLOAT)).toList();
    }

    @Override
    public List<Tensor> run(Tensor input) {
        return answers.remove();
    }

    @Override
    public void close() {
        answers.clear();
    }
}
