import GPIO
import Glibc
import Platform
import Synchronization
import TestSupport

/// A chip of the kernel's gpio-sim, made for one test through configfs and removed after it; see
/// https://docs.kernel.org/admin-guide/gpio/gpio-sim.html.
final class GPIOSim: LineBankWorld {
    private static let root = "/sys/kernel/config/gpio-sim"
    private static let made = Atomic<Int>(0)

    /// Whether this kernel has gpio-sim loaded and this process may make chips with it.
    static var isPresent: Bool { access(root, W_OK) == 0 }

    let chip: String
    let provider: any LineBankProvider = KernelLineBankProvider()
    private let folder: String
    private let lines: [String]
    private let attributes: String

    init(lines: [String], label: String? = nil) throws {
        let number = Self.made.add(1, ordering: .relaxed).newValue
        let unique = "mintmark-\(getpid())-\(number)"
        chip = label ?? unique
        self.lines = lines
        folder = "\(Self.root)/\(unique)"
        try Self.makeFolder(folder)
        try Self.makeFolder("\(folder)/bank")
        try Self.write(chip, to: "\(folder)/bank/label")
        try Self.write("\(lines.count)", to: "\(folder)/bank/num_lines")
        for (offset, line) in lines.enumerated() {
            try Self.makeFolder("\(folder)/bank/line\(offset)")
            try Self.write(line, to: "\(folder)/bank/line\(offset)/name")
        }
        try Self.write("1", to: "\(folder)/live")
        let device = try Self.read("\(folder)/dev_name")
        let chipName = try Self.read("\(folder)/bank/chip_name")
        attributes = "/sys/devices/platform/\(device)/\(chipName)"
    }

    deinit {
        try? Self.write("0", to: "\(folder)/live")
        for offset in lines.indices { rmdir("\(folder)/bank/line\(offset)") }
        rmdir("\(folder)/bank")
        rmdir(folder)
    }

    func voltageAfterRelease(last: Voltage) -> Voltage { .low }

    func drive(_ line: String, _ voltage: Voltage) throws {
        try Self.drive(attribute("pull", of: line), voltage)
    }

    /// Does something while a contact holds the line at a voltage: whatever resistor the chip turns on meanwhile moves
    /// the line for a moment.
    func holding<Result>(_ line: String, at voltage: Voltage, _ body: () throws -> Result) throws -> Result {
        let isOver = Mutex(false)
        let attribute = try attribute("pull", of: line)
        let contact = try DedicatedThread("contact") {
            while !isOver.withLock({ $0 }) { try? Self.drive(attribute, voltage) }
            try? Self.drive(attribute, voltage)
        }
        defer {
            isOver.withLock { $0 = true }
            contact.join()
        }
        return try body()
    }

    func voltage(of line: String) throws -> Voltage {
        try Self.read(attribute("value", of: line)) == "1" ? .high : .low
    }

    func history(of line: String) -> [Voltage]? { nil }

    private static func drive(_ attribute: String, _ voltage: Voltage) throws {
        try write(voltage == .high ? "pull-up" : "pull-down", to: attribute)
    }

    private func attribute(_ name: String, of line: String) throws -> String {
        guard let offset = lines.firstIndex(of: line) else { throw TestSupportError("gpio-sim has no line \(line)") }
        return "\(attributes)/sim_gpio\(offset)/\(name)"
    }

    private static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 else { throw TestSupportError("cannot make \(path): error \(errno)") }
    }

    /// One `write`, and no truncation: attributes are not files.
    private static func write(_ text: String, to path: String) throws {
        let descriptor = Glibc.open(path, O_WRONLY)
        guard descriptor >= 0 else { throw TestSupportError("cannot open \(path): error \(errno)") }
        defer { Glibc.close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw TestSupportError("cannot write \(text) to \(path): error \(errno)")
        }
    }

    private static func read(_ path: String) throws -> String {
        var bytes: [UInt8] = Array(repeating: 0, count: 128)
        let descriptor = Glibc.open(path, O_RDONLY)
        guard descriptor >= 0 else { throw TestSupportError("cannot open \(path): error \(errno)") }
        defer { Glibc.close(descriptor) }
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { throw TestSupportError("cannot read \(path): error \(errno)") }
        return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
