package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Problems as JUnit XML: a test case a file, which fails if the file has errors. */
final class JunitReport {
  private JunitReport() {}

  static String of(List<Diagnostic> problems) {
    Map<String, List<Diagnostic>> byFile =
        problems.stream()
            .collect(Collectors.groupingBy(JunitReport::file, TreeMap::new, Collectors.toList()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "portwrit check");
      xml.writeAttribute("tests", Integer.toString(Math.max(1, byFile.size())));
      long failures = byFile.values().stream().filter(JunitReport::isFailure).count();
      xml.writeAttribute("failures", Long.toString(failures));
      if (byFile.isEmpty()) {
        writeCase(xml, "policies", List.of());
      }
      for (Map.Entry<String, List<Diagnostic>> file : byFile.entrySet()) {
        writeCase(xml, file.getKey(), file.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory can be written", e);
    }
    return text.toString();
  }

  private static void writeCase(XMLStreamWriter xml, String file, List<Diagnostic> problems)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "policies");
    xml.writeAttribute("name", Console.visible(file));
    if (!problems.isEmpty() && !isFailure(problems)) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(Console.visible(ProblemFormat.TEXT.of(problems)));
      xml.writeEndElement();
    } else if (!problems.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", PolicyOpener.count(problems.size(), "problem"));
      xml.writeCharacters(Console.visible(ProblemFormat.TEXT.of(problems)));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Warnings alone are none: the command succeeds with them. */
  private static boolean isFailure(List<Diagnostic> problems) {
    return problems.stream().anyMatch(PolicyOpener::isError);
  }

  private static String file(Diagnostic problem) {
    return problem.place().map(Place::file).orElse("workspace");
  }
}
