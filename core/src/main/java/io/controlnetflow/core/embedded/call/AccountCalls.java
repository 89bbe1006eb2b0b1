package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Balance, billing lines, usage and the webhook secret. */
public final class AccountCalls {
    private final BigDecimal balance;
    private final Books books;

    public AccountCalls(BigDecimal balance, Books books) {
        this.balance = balance;
        this.books = books;
    }

    Reply balance(Request request, String caller, Matcher path) {
        return Reply.ok(Json.object().put("balance", balance.subtract(books.spent())));
    }

    Reply secret(Request request, String caller, Matcher path) {
        return Reply.ok(Json.object().put("secret", books.secret(caller)));
    }

    /** One line a charge, and one a refund, newest first. */
    Reply billings(Request request, String caller, Matcher path) throws IOException {
        ObjectNode body = request.json();
        int page = Math.max(1, body.path("page").asInt(1));
        int size = Math.min(100, Math.max(1, body.path("page_size").asInt(20)));
        List<Task> tasks = books.newestFirst(t -> true);
        ArrayNode items = Json.array();
        tasks.stream().skip((long) (page - 1) * size).limit(size).forEach(t -> {
            boolean refunded = t.refunded();
            items.addObject()
                    .put("uuid", t.id())
                    .put("prediction_id", t.id())
                    .put("model_id", t.model())
                    .put("billing_type", refunded ? "refund" : "deduct")
                    .put("access_key_uuid", t.caller())
                    .put("price", refunded ? BigDecimal.ZERO : t.price())
                    .put("created_at", t.createdAt().toString());
        });
        ObjectNode data = Json.object().put("page", page).put("total", tasks.size());
        data.set("items", items);
        return Reply.ok(data);
    }

    Reply usage(Request request, String caller, Matcher path) {
        BigDecimal cost = BigDecimal.ZERO;
        long completed = 0;
        Map<String, Long> byModel = new TreeMap<>();
        List<Task> tasks = books.newestFirst(t -> true);
        for (Task t : tasks) {
            byModel.merge(t.model(), 1L, Long::sum);
            completed += t.state() == Task.State.COMPLETED ? 1 : 0;
            cost = t.refunded() ? cost : cost.add(t.price());
        }
        ObjectNode data = Json.object()
                .put("total_cost", cost)
                .put("total_requests", tasks.size())
                .put("success_requests", completed);
        ArrayNode models = data.putArray("per_model_usage");
        byModel.forEach((m, n) -> models.addObject().put("model_id", m).put("total_count", n));
        return Reply.ok(data);
    }
}
