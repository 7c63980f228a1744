import Measuring
import Testing

@Suite("Calibration")
struct CalibrationTests {
    @Test(
        arguments: [
            // Nothing to compare; one round is its own median.
            ([], []), ([100], [0]),
            // Twice as fast or as slow is still taken, more is not.
            ([100, 100, 200, 50, 100], [0, 1, 2, 3, 4]), ([100, 100, 201, 49, 100], [0, 1, 4]),
            // A disk that got nowhere makes no round comparable.
            ([0, 0, 0], []),
        ] as [([Double], [Int])]
    )
    func keepsTheRoundsInWhichTheDiskWasAsUsual(speeds: [Double], kept: [Int]) {
        #expect(Calibration.steadyRounds(speeds) == kept)
    }
}
