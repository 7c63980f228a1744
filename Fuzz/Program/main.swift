import FuzzTargets
import Glibc

// mintmark-fuzz: libFuzzer (llvm.org/docs/LibFuzzer.html) on the target that FUZZ_TARGET names. The arguments are its
// own: folders of inputs, -max_total_time, files to run once.

/// libFuzzer's loop: it calls back with each input, and never returns when it finds something.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}

let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
guard let target = FuzzTarget.named(name) else {
    complain("FUZZ_TARGET names one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
    exit(2)
}

/// The target that was chosen, where the callback of a C function finds it.
enum Chosen {
    static let target = FuzzTarget.named(String(cString: getenv("FUZZ_TARGET")))
}

var argumentCount = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
    runFuzzer(&argumentCount, &arguments) { start, count in
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        do {
            _ = try Chosen.target?.check(bytes)
        } catch {
            complain("finding in \(Chosen.target?.name ?? ""): \(error)")
            abort()
        }
        return 0
    }
)
