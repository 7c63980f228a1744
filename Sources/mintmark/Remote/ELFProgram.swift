/// What the head of a program says: for which processor it is, and which shared libraries it asks for. ELF as in the
/// System V ABI, chapters 4 and 5, 64-bit and little-endian only.
struct ELFProgram: Equatable {
    /// Debian's name of the processor.
    var architecture: String
    /// The shared libraries, by soname.
    var needed: [String]

    /// Reads a program; nil when the bytes are none that a machine could run.
    init?(_ bytes: [UInt8]) {
        let file = Reader(bytes)
        guard bytes.count >= 64, bytes[0...5] == [0x7F, 0x45, 0x4C, 0x46, 2, 1], let machine = file.number(18, 2),
            let architecture = [62: "amd64", 183: "arm64", 243: "riscv64"][machine]
        else { return nil }
        self.architecture = architecture
        needed = []
        guard let table = file.number(32, 8), let size = file.number(54, 2), let count = file.number(56, 2),
            size >= 56, count <= 1_024
        else { return nil }
        var loads: [(address: Int, offset: Int, size: Int)] = []
        var dynamic: (offset: Int, size: Int)?
        for index in 0..<count {
            let at = table + index * size
            guard let type = file.number(at, 4), let offset = file.number(at + 8, 8),
                let address = file.number(at + 16, 8), let length = file.number(at + 32, 8)
            else { return nil }
            if type == 1 { loads.append((address, offset, length)) }
            if type == 2 { dynamic = (offset, length) }
        }
        guard let dynamic else { return }
        var (names, strings): ([Int], Int?) = ([], nil)
        for at in stride(from: dynamic.offset, to: dynamic.offset + min(dynamic.size, 65_536), by: 16) {
            guard let tag = file.number(at, 8), let value = file.number(at + 8, 8), tag != 0 else { break }
            if tag == 1 { names.append(value) }
            if tag == 5 { strings = value }
        }
        guard let strings, let load = loads.first(where: { ($0.address..<$0.address + $0.size).contains(strings) })
        else { return }
        needed = names.compactMap { file.text(load.offset + strings - load.address + $0) }
    }

    private struct Reader {
        let bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at <= bytes.count - count else { return nil }
            var value: UInt64 = 0
            for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
            // No offset of a file that exists is larger.
            return value <= UInt64(Int32.max) << 16 ? Int(value) : nil
        }

        func text(_ at: Int) -> String? {
            guard bytes.indices.contains(at), let end = bytes[at...].prefix(256).firstIndex(of: 0) else { return nil }
            return String(decoding: bytes[at..<end], as: UTF8.self)
        }
    }
}
