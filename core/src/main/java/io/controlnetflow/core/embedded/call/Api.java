package io.controlnetflow.core.embedded.call;

import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import io.controlnetflow.core.embedded.http.Route;
import io.controlnetflow.core.embedded.http.Step;
import java.util.List;
import java.util.function.Supplier;

/** The table of all calls. */
public record Api(
        SubmitHandler submit,
        Predictions predictions,
        Uploads uploads,
        Downloads downloads,
        Catalogue catalogue,
        AccountCalls account,
        Supplier<Audit> audit) {
    private static final String ID = "(?<id>[A-Za-z0-9_-]{4,128})";
    private static final String HEX = "(?<id>[0-9a-f]{32})";

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/api/v[23]/predictions/" + ID + "/result", Step.POLL, true, predictions::result),
                Route.of("GET", "/api/v3/predictions/" + ID, Step.POLL, true, predictions::result),
                Route.of("POST", "/api/v3/predictions", Step.LIST, true, predictions::list),
                Route.of("POST", "/api/v3/predictions/delete", Step.OTHER, true, predictions::delete),
                Route.of("POST", "/api/v3/predictions/" + ID + "/cancel", Step.OTHER, true, predictions::cancel),
                Route.of("POST", "/api/v3/media/uploads", Step.UPLOAD, true, uploads::ticket),
                Route.of("POST", "/api/v[23]/media/upload/binary", Step.UPLOAD, true, uploads::binary),
                Route.of("PUT", "/files/put/" + HEX, Step.UPLOAD, false, uploads::put),
                Route.of("GET", "/files/uploads/" + HEX + "/(?<name>[^/]+)", Step.OTHER, false, downloads::upload),
                Route.of("HEAD", "/files/uploads/" + HEX + "/(?<name>[^/]+)", Step.OTHER, false, downloads::upload),
                output("GET"),
                output("HEAD"),
                Route.of("GET", "/api/v3/models", Step.OTHER, true, catalogue::list),
                Route.of("POST", "/api/v3/model/price", Step.OTHER, true, catalogue::price),
                Route.of("POST", "/api/v3/model/pricing", Step.OTHER, true, catalogue::pricing),
                Route.of("GET", "/api/v3/balance", Step.OTHER, true, account::balance),
                Route.of("GET", "/api/v3/webhook/secret", Step.OTHER, true, account::secret),
                Route.of("POST", "/api/v3/billings/search", Step.OTHER, true, account::billings),
                Route.of("POST", "/api/v3/user/usage_stats", Step.OTHER, true, account::usage),
                Route.of("GET", "/_embedded/books", Step.OTHER, false, (r, c, m) -> books(r)),
                Route.later(
                        "POST",
                        "/api/v3/(?<model>[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+)",
                        Step.SUBMIT,
                        true,
                        submit::submit));
    }

    private Route output(String method) {
        return Route.of(
                method,
                "/files/outputs/(?<name>" + HEX + "-\\d\\.(?<extension>[a-z]{3,4}))",
                Step.DOWNLOAD,
                false,
                downloads::output);
    }

    private Reply books(Request request) {
        return request.fromLoopback()
                ? Reply.json(200, audit.get().toJson())
                : Reply.error(403, "the books are shown on this machine only");
    }
}
