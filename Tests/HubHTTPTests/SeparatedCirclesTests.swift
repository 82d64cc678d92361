import TestSupport
import Testing

@testable import HubHTTP

/// Circles of the map stand apart, inside the picture, and near where they belong.
@Suite struct SeparatedCirclesTests {
    private typealias Circle = SeparatedCircles.Circle

    private func overlaps(_ circles: [Circle]) -> Int {
        circles.indices.reduce(0) { sum, first in
            sum
                + circles.indices.dropFirst(first + 1).filter { second in
                    let (one, other) = (circles[first], circles[second])
                    let distance = ((one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y))
                        .squareRoot()
                    return distance < one.radius + other.radius
                }.count
        }
    }

    @Test func noTwoLieOnEachOther() {
        var random = SeededRandom.fresh()
        for count in [2, 2, 2, 2, 2, 2, 2, 2, 5, 26, 26, 60] {
            let radius = min(28, (640.0 * 480 / 4 / Double(count) / .pi).squareRoot())
            // As in a city: all of them in one corner of the picture, some in the same place.
            let crowded = (0..<count).map { _ in
                Circle(x: Double(random.below(120)), y: Double(random.below(90)), radius: radius)
            }
            let separated = SeparatedCircles.separated(crowded, width: 640, height: 480)
            #expect(overlaps(separated) == 0, "\(count) circles, seed \(random.seed)")
            #expect(
                separated.allSatisfy {
                    $0.x >= radius && $0.x <= 640 - radius && $0.y >= radius && $0.y <= 480 - radius
                }, "seed \(random.seed)")
        }
    }

    @Test func whatStandsApartStaysWhereItBelongs() {
        let apart = [Circle(x: 100, y: 100, radius: 20), Circle(x: 300, y: 120, radius: 28)]
        #expect(SeparatedCircles.separated(apart, width: 640, height: 480) == apart)
    }

    @Test func theSamePlaceTwiceIsTakenApartTheSameWayEachTime() {
        let one = Array(repeating: Circle(x: 50, y: 50, radius: 20), count: 3)
        let separated = SeparatedCircles.separated(one, width: 640, height: 480)
        #expect(overlaps(separated) == 0)
        #expect(SeparatedCircles.separated(one, width: 640, height: 480) == separated)
    }
}
