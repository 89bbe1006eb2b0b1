package io.controlnetflow.core.image.text;

import io.controlnetflow.core.image.UnusablePicture;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An XMP packet with our texts in it. Source: XMP specification, part 1. */
final class Xmp {
    /** Names our two properties; is not looked up. */
    static final String SPACE = "http://ns.controlnetflow.io/1.0/";

    private static final String STORY = "story";
    private static final String PARAMETERS = "parameters";
    private static final String EXIF = "http://ns.adobe.com/exif/1.0/";
    private static final String DESCRIBED = "</rdf:Description>\n";
    private static final String RDF_END = "</rdf:RDF>";
    private static final String NOTE = "http://ns.adobe.com/xmp/note/";
    private static final String BEGIN = """
            <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
            """;
    private static final String OPEN = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            """;
    private static final String CLOSE = RDF_END + "\n</x:xmpmeta>\n";
    private static final String END = "<?xpacket end=\"w\"?>";
    private static final Pattern OURS = Pattern.compile(
            "<rdf:Description rdf:about=\"\" xmlns:cnf=\"" + Pattern.quote(SPACE) + "\".*?</rdf:Description>\n",
            Pattern.DOTALL);
    private static final String EXTENSION = "xmpNote:HasExtendedXMP";
    private static final Pattern NAMED = Pattern.compile("<" + EXTENSION + ">([0-9A-F]{32})</");

    private Xmp() {}

    /**
     * @param old the packet that is there; its properties stay
     * @throws UnusablePicture when it is no packet that can be written into
     */
    static byte[] packet(byte @Nullable [] old, Texts texts) {
        String others = others(old);
        return merged(others, description(texts, !others.contains("UserComment")));
    }

    /**
     * One that only says that there is an extension.
     *
     * @param old the packet that is there; its properties stay
     * @param name of the extension
     * @throws UnusablePicture when it is no packet that can be written into, or has an extension of another hand
     */
    static byte[] packet(byte @Nullable [] old, String name) {
        String others = others(old);
        if (others.contains("HasExtendedXMP")) {
            throw new UnusablePicture("holds so much XMP that a long text cannot be added to it");
        }
        StringBuilder out = new StringBuilder(
                "<rdf:Description rdf:about=\"\" xmlns:cnf=\"" + SPACE + "\" xmlns:xmpNote=\"" + NOTE + "\">\n");
        element(out, EXTENSION, name);
        return merged(others, out.append(DESCRIBED).toString());
    }

    /** The texts as an extension of a packet that has no room for them. */
    static byte[] extension(Texts texts) {
        return (OPEN + description(texts, true) + CLOSE).getBytes(StandardCharsets.UTF_8);
    }

    /** The extension that a packet of ours names. */
    static Optional<String> extensionOf(byte[] packet) {
        Matcher ours = OURS.matcher(new String(packet, StandardCharsets.UTF_8));
        Optional<String> none = Optional.empty();
        if (!ours.find()) {
            return none;
        }
        Matcher named = NAMED.matcher(ours.group());
        return named.find() ? Optional.of(named.group(1)) : none;
    }

    /** A packet without what is ours in it. */
    private static String others(byte @Nullable [] packet) {
        return packet == null
                ? BEGIN + OPEN + CLOSE + END
                : OURS.matcher(new String(packet, StandardCharsets.UTF_8)).replaceAll("");
    }

    private static byte[] merged(String packet, String description) {
        int end = packet.lastIndexOf(RDF_END);
        if (end < 0) {
            throw new UnusablePicture("holds XMP in a form that cannot be added to");
        }
        return (packet.substring(0, end) + description + packet.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    private static String description(Texts texts, boolean comment) {
        String parameters = texts.parameters();
        StringBuilder out = new StringBuilder(
                "<rdf:Description rdf:about=\"\" xmlns:cnf=\"" + SPACE + "\" xmlns:exif=\"" + EXIF + "\">\n");
        element(out, "cnf:" + STORY, texts.story());
        element(out, "cnf:" + PARAMETERS, parameters);
        if (comment && parameters != null) {
            out.append("<exif:UserComment><rdf:Alt><rdf:li xml:lang=\"x-default\">")
                    .append(escaped(parameters))
                    .append("</rdf:li></rdf:Alt></exif:UserComment>\n");
        }
        return out.append(DESCRIBED).toString();
    }

    private static void element(StringBuilder out, String name, @Nullable String text) {
        if (text != null) {
            out.append('<')
                    .append(name)
                    .append('>')
                    .append(escaped(text))
                    .append("</")
                    .append(name)
                    .append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    /** Our texts, else what another program wrote as the user comment; nothing when it is no XML. */
    static Texts read(byte[] packet) {
        @Nullable String story = null;
        @Nullable String parameters = null;
        @Nullable String comment = null;
        try {
            XMLStreamReader in = reader(packet);
            while (in.hasNext()) {
                if (in.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                story = other(in.getAttributeValue(SPACE, STORY), story);
                parameters = other(in.getAttributeValue(SPACE, PARAMETERS), parameters);
                if (SPACE.equals(in.getNamespaceURI()) && in.getLocalName().equals(STORY)) {
                    story = in.getElementText();
                } else if (SPACE.equals(in.getNamespaceURI())
                        && in.getLocalName().equals(PARAMETERS)) {
                    parameters = in.getElementText();
                } else if (EXIF.equals(in.getNamespaceURI())
                        && in.getLocalName().equals("UserComment")) {
                    comment = within(in);
                }
            }
        } catch (XMLStreamException damaged) {
            return new Texts(story, other(parameters, comment));
        }
        return new Texts(story, other(parameters, comment));
    }

    private static @Nullable String other(@Nullable String one, @Nullable String two) {
        return one == null ? two : one;
    }

    /** All text of the element, whatever else is in it. */
    private static String within(XMLStreamReader in) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            int event = in.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            if (event == XMLStreamConstants.CHARACTERS) {
                text.append(in.getText());
            }
        }
        return text.toString().strip();
    }

    private static XMLStreamReader reader(byte[] packet) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // damaged bytes as text: told of them, the parser writes to the standard error
        return factory.createXMLStreamReader(new StringReader(new String(packet, StandardCharsets.UTF_8)));
    }
}
