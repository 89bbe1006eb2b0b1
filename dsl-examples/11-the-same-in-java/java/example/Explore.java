package example;

import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.routes.dsl.Dag;
import java.io.File;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The flow of {@code explore.dag.yaml} in the third example, and an application that runs it. */
public class Explore {
    /** Three scales by three seeds: nine pictures of one photograph, and a sheet to choose from. */
    public static Dag flow() {
        return Dag.flow("explore")
                .input("image", InputType.IMAGE)
                .input("prompt", InputType.STRING, "portrait of an astronaut, gouache, warm evening light")
                .input("size", InputType.STRING, "512*512")
                .budgetOfARun(0.50)
                .cells(20)
                .node("map")
                .call("control-map:canny")
                .with("image", "${image}")
                .with("size", "${size}")
                .with("low", 60)
                .with("high", 160)
                .node("gen")
                .matrix("scale", 0.3, 0.6, 0.9)
                .matrix("seed", 11, 22, 33)
                .call("wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0")
                .with("prompt", "${prompt}")
                .with("control_image", "${map}")
                .with("size", "${size}")
                .with("controlnet_conditioning_scale", "${matrix.scale}")
                .with("seed", "${matrix.seed}")
                .node("sheet")
                .call("pictures:contact-sheet")
                .with("images", "${gen[*].image}")
                .with("columns", 4)
                .output("sheet", "${sheet.image}");
    }

    /** Explores one photograph and says where its sheet is. Again: nothing is paid. */
    public static void main(String[] args) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(flow().routes());
            camel.start();
            Map<?, ?> outputs = camel.createProducerTemplate()
                    .requestBody("dag:explore", Map.of("image", new File(args[0])), Map.class);
            System.out.println(outputs.get("sheet"));
        }
    }
}
