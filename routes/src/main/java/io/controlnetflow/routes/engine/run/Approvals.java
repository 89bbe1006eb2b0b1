package io.controlnetflow.routes.engine.run;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.ledger.Decision;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.secret.PrivateFiles;
import io.controlnetflow.core.secret.Tokens;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.stage.cell.CellEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Questions to people: who is told of them, and the links by which they are answered. A link holds a token that only this state
 * folder's key can make of the cell's id: who has the link may decide the cell, once, and nothing else. One a context. Thread-safe.
 */
public final class Approvals extends ServiceSupport {
    /** Where questions are answered, below the address of the process. */
    public static final String PATH = "/-/approve";

    private static final String KEY = "approvals.key";
    private static final String BY_LINK = "a person with the link";

    private final Engine engine;
    private final List<Consumer<Question>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable String key;

    /**
     * How an answer was taken.
     *
     * @param first true when it decided; false when there was nothing to decide
     * @param now what holds
     */
    public record Answered(boolean first, Decision now) {}

    private Approvals(Engine engine) {
        this.engine = engine;
    }

    public static Approvals of(CamelContext camel) {
        Engine engine = Engine.of(camel);
        synchronized (camel) {
            Approvals approvals = camel.hasService(Approvals.class);
            if (approvals == null) {
                approvals = new Approvals(engine);
                try {
                    camel.addService(approvals);
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
            return approvals;
        }
    }

    /** Is told of each question just before it is written down; again, when the process is killed in between. */
    public void onAsked(Consumer<Question> listener) {
        listeners.add(listener);
    }

    /** The link that decides a cell; empty when nobody can reach this process. */
    public Optional<String> link(String cellId) {
        return link("", cellId);
    }

    private Optional<String> link(String below, String cellId) {
        FlowAddress address = engine.camel().getRegistry().findSingleByType(FlowAddress.class);
        return address == null
                ? Optional.empty()
                : address.url()
                        .map(url -> url + PATH + below + "?cell=" + URLEncoder.encode(cellId, StandardCharsets.UTF_8)
                                + "&token=" + Tokens.of(key(), cellId));
    }

    /** The cell that a link is about; empty when its token is not of this cell, or there is no such cell. */
    public Optional<History.Made> open(String cellId, String token) {
        return Tokens.same(Tokens.of(key(), cellId), token)
                ? engine.ledger().history().made(cellId)
                : Optional.empty();
    }

    /** Takes an answer; what is overdue is decided first. */
    public Answered decide(String cellId, boolean yes) {
        engine.ledger().runs().decideOverdue();
        boolean first = engine.ledger().runs().decide(cellId, yes, BY_LINK);
        engine.wake();
        Decision now = engine.ledger()
                .history()
                .made(cellId)
                .map(made -> Decision.of(made.cell()))
                .orElse(Decision.SKIPPED);
        return new Answered(first, now);
    }

    /** Tells whoever is to know that a person is asked. Whatever comes of it, the person is asked. */
    CompletableFuture<CellEnd> ask(CellView view, CellEnd.ForPerson person) {
        String id = view.row().id();
        Question question = new Question(
                view.run().plan().flow(),
                view.run().plan().id(),
                id,
                view.run().plan().label(),
                person.shown(),
                person.until(),
                link(id).orElse(null),
                person.shown().has("ref") ? link("/picture", id).orElse(null) : null);
        listeners.forEach(listener -> listener.accept(question));
        return view.node().body() instanceof Body.Approve approve && approve.tell() != null
                ? question.tell(engine.camel(), approve.tell()).thenApply(told -> person)
                : CompletableFuture.completedFuture(person);
    }

    private synchronized String key() {
        String known = key;
        if (known == null) {
            try {
                known = PrivateFiles.token(engine.settings().stateFolder().resolve(KEY));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            key = known;
        }
        return known;
    }
}
