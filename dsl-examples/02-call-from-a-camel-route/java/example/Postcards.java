package example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The same route as {@code postcards.camel.yaml}, for an application of your own. */
public class Postcards extends RouteBuilder {
    @Override
    public void configure() {
        from("file:{{folder:.}}/photos?noop=true&include=.*\\.(jpg|jpeg|png|webp)")
                .routeId("postcards")
                .to("control-map:canny")
                .to("wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                        + "?prompt=a hand-coloured vintage postcard&size=768*512&seed=11")
                .to("file:{{folder:.}}/outbox?fileName=${file:onlyname.noext}.jpg");
    }

    /** Starts Camel with this route; the components find or make their engine in its context. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new Postcards());
        main.run(args);
    }
}
