package dev.portwrit.guardrail;

import java.util.List;

/** What {@code sprintf} of OPA 1.22 answers. */
final class SprintfCases {
  private SprintfCases() {}

  /**
   * One call.
   *
   * @param format the first argument
   * @param arguments the second argument as the policy writes it
   * @param expected the answer
   */
  record Case(String format, String arguments, String expected) {}

  static List<Case> all() {
    return List.of(
        new Case("plain", "[]", "plain"),
        new Case("100%% %s", "[\"x\"]", "100% x"),
        new Case("é %s", "[\"ü\"]", "é ü"),
        new Case("%v", "[\"a,b:c\"]", "a,b:c"),
        new Case("%v", "[[\"a,b:c\"]]", "[\"a,b:c\"]"),
        new Case(
            "%v %v %v",
            "[[1,\"a\"],{\"k\":[true,null]},{1,2}]", "[1, \"a\"] {\"k\": [true, null]} {1, 2}"),
        new Case("%v", "[set()]", "set()"),
        new Case("%s %s", "[[],{}]", "[] {}"),
        new Case("%s", "[null]", "null"),
        new Case("%v", "[true]", "true"),
        new Case("%t", "[true]", "%!t(string=true)"),
        new Case("%T %T %T %T", "[true,1,1.5,\"a\"]", "string int64 float64 string"),
        new Case("%T", "[123456789012345678901234567890]", "*big.Int"),
        new Case("%d", "[5000000000]", "5000000000"),
        new Case("%d", "[9223372036854775807]", "9223372036854775807"),
        new Case("%d", "[9223372036854775808]", "9223372036854775808"),
        new Case("%d", "[123456789012345678901234567890]", "123456789012345678901234567890"),
        new Case("%s", "[123456789012345678901234567890]", "123456789012345678901234567890"),
        new Case("%x", "[123456789012345678901234567890]", "18ee90ff6c373e0ee4e3f0ad2"),
        new Case("%s", "[5]", "%!s(int64=5)"),
        new Case("%f", "[5]", "%!f(int64=5)"),
        new Case("%d", "[5.5]", "%!d(float64=5.5)"),
        new Case("%d", "[\"x\"]", "%!d(string=x)"),
        new Case("%z", "[1]", "%!z(int64=1)"),
        new Case("%!", "[1]", "%!!(int64=1)"),
        new Case("%d", "[]", "%!d(MISSING)"),
        new Case("%", "[1]", "%!(NOVERB)%!(EXTRA int64=1)"),
        new Case(
            "a", "[1,\"x\",true,1.5]", "a%!(EXTRA int64=1, string=x, string=true, float64=1.5)"),
        new Case("%5d|%-5d|%05d|%+d|% d", "[42,42,42,42,42]", "   42|42   |00042|+42| 42"),
        new Case("%08d", "[-42]", "-0000042"),
        new Case("%.3d", "[5]", "005"),
        new Case("%-05d|", "[4]", "4    |"),
        new Case(
            "%x %X %o %O %b %c %q %U",
            "[255,255,8,8,5,65,65,65]", "ff FF 10 0o10 101 A 'A' U+0041"),
        new Case("%#x %#o %#b", "[255,8,5]", "0xff 010 0b101"),
        new Case("%q", "[10]", "'\\n'"),
        new Case("%c", "[1114112]", "\uFFFD"),
        new Case("%q", "[\"a\\\"b\\n\"]", "\"a\\\"b\\n\""),
        new Case("%x", "[\"hi\"]", "6869"),
        new Case("%5s|%-5s|%.2s|%05s", "[\"ab\",\"ab\",\"abcd\",\"ab\"]", "   ab|ab   |ab|000ab"),
        new Case("%6v|%-6v|", "[\"é\",true]", "     é|true  |"),
        new Case("%v %v %v", "[0.1,-1.5,1.0]", "0.1 -1.5 1"),
        new Case("%v", "[1000000.5]", "1.0000005e+06"),
        new Case("%v", "[12345678.5]", "1.23456785e+07"),
        new Case("%v %v", "[100000.0,1000000.0]", "100000 1e+06"),
        new Case("%v %v %v", "[1e20,1e21,1e100]", "1e+20 1e+21 1e+100"),
        new Case("%v", "[0.00001]", "1e-05"),
        new Case("%v", "[0.0]", "0"),
        new Case("%g", "[1234567.5]", "1.2345675e+06"),
        new Case("%.3g", "[1234567.5]", "1.23e+06"),
        new Case("%G", "[0.0000000001]", "1E-10"),
        new Case("%f %.2f", "[1.5,2.675]", "1.500000 2.67"),
        new Case("%6.2f|%-8.1f|%08.2f", "[3.14159,3.14159,-3.14159]", "  3.14|3.1     |-0003.14"),
        new Case("%e %e", "[12345.678,0.0]", "1.234568e+04 0.000000e+00"),
        new Case("%+.1e", "[1.25]", "+1.2e+00"));
  }
}
