package dev.portwrit.cli;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A suite of test cases as JUnit XML, which every build server reads. */
final class JunitXml {
  private JunitXml() {}

  static String of(String suite, List<JunitCase> cases) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(cases.size()));
      xml.writeAttribute("failures", count(cases, JunitCase.Ending.FAILURE));
      xml.writeAttribute("errors", count(cases, JunitCase.Ending.ERROR));
      xml.writeAttribute("skipped", count(cases, JunitCase.Ending.SKIPPED));
      for (JunitCase one : cases) {
        write(xml, one);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory can be written", e);
    }
    return text.toString();
  }

  private static String count(List<JunitCase> cases, JunitCase.Ending ending) {
    return Long.toString(cases.stream().filter(one -> one.ending() == ending).count());
  }

  private static void write(XMLStreamWriter xml, JunitCase one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", Console.visible(one.group()));
    xml.writeAttribute("name", Console.visible(one.name()));
    if (one.ending() != JunitCase.Ending.PASSED) {
      xml.writeStartElement(one.ending().name().toLowerCase(Locale.ROOT));
      xml.writeAttribute("message", Console.visible(one.message()));
      xml.writeCharacters(Console.visible(one.text()));
      xml.writeEndElement();
    } else if (!one.text().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(Console.visible(one.text()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
