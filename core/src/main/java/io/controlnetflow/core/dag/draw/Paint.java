package io.controlnetflow.core.dag.draw;

/** Colours and fonts. Everything is readable without them; a viewer that prefers dark pictures gets one. */
final class Paint {
    static final String NAME = "flow-drawing";

    /** Sizes of the text, in pixels. */
    static final double STRONG = 13;

    static final double PLAIN = 11.5;
    static final double TITLE = 18;

    private static final String LIGHT = """
            .flow-drawing{font-family:"Segoe UI","Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;font-size:11.5px}
            .flow-drawing .paper{fill:#fff;stroke:#d1d9e0}
            .flow-drawing text{fill:#59636e}
            .flow-drawing .title{font-size:18px;font-weight:600;fill:#1f2328}
            .flow-drawing .name{font-size:13px;font-weight:600;fill:#1f2328}
            .flow-drawing .box{fill:#f6f8fa;stroke:#c8d1da;stroke-width:1.2}
            .flow-drawing .end .box{fill:#fff}
            .flow-drawing .optional .box{stroke-dasharray:5 4}
            .flow-drawing .paid .box{stroke:#bf3989}
            .flow-drawing .approval .box{stroke:#9a6700}
            .flow-drawing .flow .box{stroke:#8250df}
            .flow-drawing .tile{fill:#57606a}
            .flow-drawing .map .tile{fill:#0f766e}
            .flow-drawing .paid .tile{fill:#bf3989}
            .flow-drawing .pictures .tile{fill:#0969da}
            .flow-drawing .approval .tile{fill:#9a6700}
            .flow-drawing .flow .tile{fill:#8250df}
            .flow-drawing .end .tile{fill:#818b98}
            .flow-drawing .glyph,.flow-drawing .sign{fill:none;stroke:#fff;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
            .flow-drawing .sign{stroke-width:1.3}
            .flow-drawing .cell{fill:#818b98}
            .flow-drawing .paid .cell{fill:#bf3989}
            .flow-drawing .cell.done{fill:#1f883d}
            .flow-drawing .cell.running{fill:#0969da}
            .flow-drawing .cell.waiting{fill:#8250df}
            .flow-drawing .cell.held{fill:#bf8700}
            .flow-drawing .cell.failed{fill:#cf222e}
            .flow-drawing .cell.skipped{fill:#afb8c1}
            .flow-drawing .cell.to-come{fill:none;stroke:#afb8c1;stroke-width:1.2}
            .flow-drawing .arrow{fill:none;stroke:#6e7781;stroke-width:1.5}
            .flow-drawing .head{fill:#6e7781;stroke:none}
            .flow-drawing .given .arrow{stroke:#afb8c1}
            .flow-drawing .given .head{fill:#afb8c1}
            .flow-drawing .all .arrow,.flow-drawing .order-all .arrow{stroke:#1f2328;stroke-width:2.4}
            .flow-drawing .all .head,.flow-drawing .order-all .head{fill:#1f2328}
            .flow-drawing .order .arrow.way,.flow-drawing .order-all .arrow.way{stroke-dasharray:5 4}
            """;

    private static final String DARK = """
            @media (prefers-color-scheme:dark){
            .flow-drawing .paper{fill:#0d1117;stroke:#3d444d}
            .flow-drawing text{fill:#9198a1}
            .flow-drawing .title,.flow-drawing .name{fill:#f0f6fc}
            .flow-drawing .box{fill:#151b23;stroke:#3d444d}
            .flow-drawing .end .box{fill:#0d1117}
            .flow-drawing .paid .box{stroke:#db61a2}
            .flow-drawing .approval .box{stroke:#bb8009}
            .flow-drawing .flow .box{stroke:#a371f7}
            .flow-drawing .cell.done{fill:#2ea043}
            .flow-drawing .cell.running{fill:#1f6feb}
            .flow-drawing .cell.skipped{fill:#59636e}
            .flow-drawing .cell.to-come{stroke:#656c76}
            .flow-drawing .given .arrow{stroke:#59636e}
            .flow-drawing .given .head{fill:#59636e}
            .flow-drawing .arrow{stroke:#818b98}
            .flow-drawing .head{fill:#818b98}
            .flow-drawing .all .arrow,.flow-drawing .order-all .arrow{stroke:#f0f6fc}
            .flow-drawing .all .head,.flow-drawing .order-all .head{fill:#f0f6fc}
            }
            """;

    static final String CSS = "\n" + LIGHT + DARK;

    private Paint() {}
}
