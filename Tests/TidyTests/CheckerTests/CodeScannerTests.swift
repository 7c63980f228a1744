import Testing

@Suite("CodeScanner")
struct CodeScannerTests {
    @Test(arguments: [
        ("let a = 1 // print(", "let a = 1          "),
        ("a /* try! /* b */ */ c", "a                    c"),
        (#"log("print(x)") + y"#, "log(          ) + y"),
        (#"log("\(print(x)) end")"#, "log(   print(x)      )"),
        (#"log("\(f("}")) {")"#, "log(   f(   )    )"),
        (##"log(#"try! " \#(x) "#)"##, "log(             x)   )"),
        (#"log("\" {") {"#, "log(      ) {"),
    ])
    func keepsCodeAndItsLength(_ source: String, _ expected: String) {
        let code = CodeScanner.code(of: source)
        #expect(code.count == source.count)
        let neither: Set<Character> = [" ", "(", ")"]
        #expect(code.filter { !neither.contains($0) } == expected.filter { !neither.contains($0) })
    }

    @Test func keepsLinesOfMultilineLiteralsAndComments() {
        let source = "let t = \"\"\"\n  try! \"quoted\"\n  \\(value)\n  \"\"\"\n/* one\n two */ next"
        let lines = CodeScanner.code(of: source).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[1].allSatisfy { $0 == " " })
        #expect(lines[2].contains("value"))
        #expect(lines[5].hasSuffix(" next"))
        #expect(!lines[5].contains("two"))
    }
}
