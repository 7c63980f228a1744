import TestSupport
import Testing

@Suite("Documented successors")
struct DocumentedSuccessorsTests {
    @Test func theWordsBetweenBackticksFollow() {
        let source = """
            enum State: String {
                /// One unit. Next: `b c`, by a `d
                /// e`.
                case a
                /// The `last`. Final.
                case b
                case c
                /// Then: `a`,
                /// `b`.
                case d = "other"
            }
            """
        let found = DocumentedSuccessors.of(source)
        #expect(found == ["a": ["b", "c", "d", "e"], "b": [], "d": ["a", "b"]])
    }
}
