import Glibc
package import GPIO
import Platform

/// The child of a `ReleaseTest`: drives one line to active until its standard input ends, its time is over, or it is
/// killed, which is what it is there for.
package enum LineHolder {
    /// The longest that the line is driven, in milliseconds, should nobody kill the child.
    package static let mostMilliseconds = 500
    /// What is written when the line is driven and reads so.
    static let driven = "driven"

    /// Drives the line.
    /// - Returns: the program's exit status.
    package static func run(_ line: LineName, activeLow: Bool, provider: any LineBankProvider) -> Int32 {
        let output = OutputConfiguration(name: line, activeLow: activeLow, initial: .active, safe: .inactive)
        let configuration = LineConfiguration(outputs: [output], inputs: [], consumer: LineExamination.consumer)
        do throws(GPIOError) {
            let bank = try provider.open(configuration)
            defer { bank.close() }
            say(try bank.read(line) == .active ? driven : "\(line) was driven to active and reads inactive")
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            poll(&input, 1, Int32(mostMilliseconds))
            return 0
        } catch {
            say(error.message)
            return 1
        }
    }

    private static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
