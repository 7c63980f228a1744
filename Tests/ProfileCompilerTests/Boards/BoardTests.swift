import Foundation
import ProfileCompiler
import Testing

@Suite("Boards")
struct BoardTests {
    private func faults(_ name: String, _ text: String) -> [FaultCode] {
        do throws(ProfileError) {
            _ = try ProfileCompiler(boards: [name: text])
            return []
        } catch {
            #expect(error.code == .faultyBoard)
            return error.faults.map(\.code)
        }
    }

    @Test func theShippedBoardsHaveNoFaults() throws {
        let boards = try BoardFolder.read(Repository.root.appendingPathComponent("hardware/boards").path)
        #expect(boards.keys.sorted() == ["raspberry-pi-4", "simulated"])
        _ = try ProfileCompiler(boards: boards)
    }

    @Test func aFaultyBoardIsRefused() {
        #expect(faults("x", "") == [.emptyFile])
        #expect(faults("x", "board: x\nlines: any\n") == [.missingKey])
        #expect(faults("x", "board: x\nchip: c\nlines: some\n") == [.wrongType])
        #expect(faults("x", "board: x\nchip: c\nlines: any\ncolour: red\n") == [.unknownKey])
        #expect(faults("x", "board: x\nchip: c\nlines: [{name: A}, {name: A}]\n") == [.twoOwners])
        #expect(faults("x", "board: x\nchip: c\nlines: [{name: A, direction: in}]\n") == [.badValue])
        #expect(faults("x", "board: x\nchip: c\nwatchdogMaximum: 15\nlines: any\n") == [.badDuration])
    }

    @Test func aBoardIsInTheFileOfItsName() {
        #expect(faults("y", "board: x\nchip: c\nlines: any\n") == [.badValue])
    }

    @Test func aFolderThatIsNotThereIsAnError() {
        #expect(throws: ProfileError(.unreadableBoards, "")) { try BoardFolder.read("/nonexistent/boards") }
    }
}
