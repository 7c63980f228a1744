import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import GPIO

/// Who has a serial port: over a real pair of pseudo terminals, whose other end stays open all the time.
@Suite("SerialClaim", .timeLimit(.minutes(1)))
struct SerialClaimTests {
    private static func link(_ path: String, baud: Int = 19_200, isRS485: Bool = false) throws -> LibmodbusLink {
        let port = try SerialPort(path: path, baud: baud, isRS485: isRS485)
        let device = try ModbusDevice(name: "press", unit: 1, identity: .unproven)
        return try LibmodbusLink(ModbusBusConfiguration(name: "line", endpoint: .serial(port), devices: [device]))
    }

    private static func withSlave(_ body: (ModbusSerialSlave) async throws -> Void) async throws {
        let slave = try ModbusSerialSlave(banks: [1: try ModbusRegisterBank()])
        do {
            try await body(slave)
        } catch {
            slave.close()
            throw error
        }
        slave.close()
    }

    /// Why a link can't be opened; nil when it can.
    private static func refusal(_ link: LibmodbusLink) -> GPIOError? {
        do throws(GPIOError) {
            try link.open()
            return nil
        } catch {
            return error
        }
    }

    /// Reads how the port is set and shut, by a descriptor of its own.
    private static func port<Value>(_ path: String, _ body: (Int32) -> Value) throws -> Value {
        let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw TestSupportError("\(path) can't be opened: \(errno)") }
        defer { Glibc.close(descriptor) }
        return body(descriptor)
    }

    /// Whether programs that don't lock are kept out, of `TIOCGEXCL`, a number that Swift can't read.
    private static func isShut(_ path: String) throws -> Bool {
        try port(path) { descriptor in
            var isShut: Int32 = 0
            return ioctl(descriptor, UInt(0x8004_5440), &isShut) == 0 && isShut != 0
        }
    }

    /// Whether another program could lock the port.
    private static func isLocked(_ path: String) throws -> Bool {
        try port(path) { flock($0, LOCK_EX | LOCK_NB) != 0 }
    }

    /// Starts a program that has this process's descriptors of a file, as a fork has them.
    private static func child(having path: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: "/proc/self/fd") {
            guard let descriptor = Int32(name),
                (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) == path
            else { continue }
            // To itself: the copy is not closed when the program starts.
            posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
        }
        var (arguments, variables) = ([strdup("sleep"), strdup("600"), nil], [UnsafeMutablePointer<CChar>?.none])
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        guard posix_spawnp(&child, "sleep", &actions, nil, &arguments, &variables) == 0 else {
            throw TestSupportError("sleep can't be started")
        }
        return child
    }

    @Test func aPortHasOneOwnerUntilItIsClosed() async throws {
        try await Self.withSlave { slave in
            let (first, second) = (try Self.link(slave.path), try Self.link(slave.path))
            try first.open()
            let refusal = try #require(Self.refusal(second))
            #expect(refusal.code == .busUnavailable)
            #expect(refusal.message.contains("another program uses \(slave.path); stop it"))
            // Whoever was refused gives nothing up that is the owner's.
            #expect(try Self.isLocked(slave.path))
            #expect(Self.refusal(second) != nil)
            first.close()
            #expect(try !Self.isLocked(slave.path))
            try second.open()
            // A link that is opened again goes on.
            try second.open()
            #expect(Self.refusal(first) != nil)
            second.close()
            try first.open()
            first.close()
        }
    }

    /// The other end keeps the port open, so the kernel would keep it shut.
    @Test func programsThatDoNotLockAreKeptOutUntilItIsClosed() async throws {
        try await Self.withSlave { slave in
            guard geteuid() == 0 else { return }
            let (first, second) = (try Self.link(slave.path), try Self.link(slave.path))
            #expect(try !Self.isShut(slave.path))
            try first.open()
            #expect(try Self.isShut(slave.path))
            #expect(Self.refusal(second) != nil)
            #expect(try Self.isShut(slave.path))
            first.close()
            #expect(try !Self.isShut(slave.path))
        }
    }

    @Test func anOpeningThatFailsHalfwayKeepsNothing() async throws {
        try await Self.withSlave { slave in
            // A pseudo terminal has no direction to switch.
            let failing = try Self.link(slave.path, isRS485: true)
            for _ in 0..<3 { #expect(Self.refusal(failing)?.code == .unsupported) }
            #expect(try !Self.isLocked(slave.path))
            let link = try Self.link(slave.path)
            try link.open()
            link.close()
        }
    }

    /// As a fork copies it: the child has the same open file, and its lock.
    @Test func aChildThatWasStartedMeanwhileKeepsNoLock() async throws {
        try await Self.withSlave { slave in
            let (first, second) = (try Self.link(slave.path), try Self.link(slave.path))
            try first.open()
            let child = try Self.child(having: slave.path)
            defer {
                kill(child, SIGKILL)
                waitpid(child, nil, 0)
            }
            #expect(try Self.isLocked(slave.path))
            first.close()
            #expect(try !Self.isLocked(slave.path))
            try second.open()
            second.close()
        }
    }

    /// Whoever is refused must not have set the speed of the line first.
    @Test func whoeverIsRefusedDoesNotTouchTheLine() async throws {
        let terminal = try WatchedTerminal()
        let owner = try Self.link(terminal.path, baud: 115_200)
        try owner.open()
        #expect(terminal.wasSet)
        terminal.watch()
        let second = try Self.link(terminal.path, baud: 9_600)
        #expect(Self.refusal(second) != nil)
        #expect(!terminal.wasSet)
        owner.close()
        #expect(terminal.wasSet)
        terminal.close()
    }

    @Test func theSentenceSaysWhy() throws {
        let port = try SerialPort(path: "/dev/ttyAMA0")
        for (number, code, words) in [
            (EBUSY, .busUnavailable, "another program uses /dev/ttyAMA0"),
            (EWOULDBLOCK, .busUnavailable, "another program uses /dev/ttyAMA0"),
            (EACCES, .permissionDenied, "group dialout"), (ENOENT, .busUnavailable, "is it there"),
        ] as [(Int32, GPIOError.Code, String)] {
            let error = SerialClaim.refusal(number, port)
            #expect(error.code == code && error.message.contains(words))
        }
    }
}

/// A pair of pseudo terminals whose one end is told whenever the other one is set.
private final class WatchedTerminal {
    let path: String
    private let (watching, bus): (Int32, Int32)

    init() throws {
        var ends: (watching: Int32, bus: Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        guard openpty(&ends.watching, &ends.bus, nil, nil, nil) == 0,
            ttyname_r(ends.bus, &name, name.count) == 0
        else { throw TestSupportError("no pseudo terminal: \(errno)") }
        for end in [ends.watching, ends.bus] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var isOn: Int32 = 1
        guard ioctl(ends.watching, UInt(TIOCPKT), &isOn) == 0 else { throw TestSupportError("no packets: \(errno)") }
        _ = fcntl(ends.watching, F_SETFL, O_NONBLOCK)
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        (watching, bus) = ends
        watch()
    }

    /// The kernel tells of settings only while the terminal says that somebody else edits its lines, which whoever
    /// sets it may take back.
    func watch() {
        var settings = termios()
        tcgetattr(bus, &settings)
        cfmakeraw(&settings)
        settings.c_lflag |= tcflag_t(EXTPROC)
        tcsetattr(bus, TCSANOW, &settings)
        _ = wasSet
    }

    /// Whether the terminal was set since this was read last.
    var wasSet: Bool {
        var byte: UInt8 = 0
        return read(watching, &byte, 1) == 1 && Int32(byte) & TIOCPKT_IOCTL != 0
    }

    func close() {
        Glibc.close(bus)
        Glibc.close(watching)
    }
}
