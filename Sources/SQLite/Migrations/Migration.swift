/// One step of a schema. Frozen once released: never edited, never reordered, only followed by another.
package struct Migration: Sendable {
    /// 1, 2, 3 ... without gaps.
    package let version: Int
    /// The statements.
    package let sql: String
    /// The oldest version whose programs can go on with a file that has this step. A step that only adds what they
    /// leave alone may say an older one than its own.
    package let readableFrom: Int

    /// One step, which only programs that know it can go on from unless it says otherwise.
    package init(version: Int, sql: String, readableFrom: Int? = nil) {
        self.version = version
        self.sql = sql
        self.readableFrom = readableFrom ?? version
    }

    /// FNV-1a (64 bits) of the text, in hex. It guards against an edit by mistake, not against an attacker: whoever
    /// can write the file can write anything into it.
    package var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in sql.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
