import Foundation

/// Circles near where they belong that don't lie on each other, so that each can be read and touched. Pure.
///
/// Two that overlap push each other apart by half of it each, again and again. Source: Dorling, "Area cartograms: their
/// use and creation", Concepts and Techniques in Modern Geography 59, 1996.
struct SeparatedCircles {
    struct Circle: Equatable {
        var x: Double
        var y: Double
        var radius: Double
    }

    private static let rounds = 400
    /// What stays free between two circles.
    private static let gap = 3.0
    /// How far two evade each other sideways, as a part of how far they part.
    private static let aside = 0.05

    /// - Parameters:
    ///   - circles: where they belong; in the same order in the answer.
    ///   - width: of the picture, in which every circle fits; so does all of it together.
    static func separated(_ circles: [Circle], width: Double, height: Double) -> [Circle] {
        var circles = circles
        // First inside, then apart: whoever is pushed back inside may lie on another again.
        for _ in 0..<rounds {
            for index in circles.indices { keepInside(&circles[index], width: width, height: height) }
            var isMoved = false
            for first in circles.indices {
                for second in circles.indices.dropFirst(first + 1) {
                    if pushApart(first, second, in: &circles) { isMoved = true }
                }
            }
            guard isMoved else { return circles }
        }
        for index in circles.indices { keepInside(&circles[index], width: width, height: height) }
        return circles
    }

    private static func pushApart(_ first: Int, _ second: Int, in circles: inout [Circle]) -> Bool {
        var (dx, dy) = (circles[second].x - circles[first].x, circles[second].y - circles[first].y)
        var distance = (dx * dx + dy * dy).squareRoot()
        let wanted = circles[first].radius + circles[second].radius + gap
        guard distance < wanted - 0.5 else { return false }
        if distance < 0.001 {
            // Two in one place part in a direction that depends on nothing but their order.
            (dx, dy, distance) = (cos(Double(second)), sin(Double(second)), 1)
            circles[second].x += dx
            circles[second].y += dy
        }
        // A little aside too, or a row along an edge that is longer than the edge would stay there for good.
        (dx, dy) = (dx - dy * Self.aside, dy + dx * Self.aside)
        let push = (wanted - distance) / 2 / distance
        circles[first].x -= dx * push
        circles[first].y -= dy * push
        circles[second].x += dx * push
        circles[second].y += dy * push
        return true
    }

    private static func keepInside(_ circle: inout Circle, width: Double, height: Double) {
        circle.x = min(max(circle.x, circle.radius + 1), width - circle.radius - 1)
        circle.y = min(max(circle.y, circle.radius + 1), height - circle.radius - 1)
    }
}
