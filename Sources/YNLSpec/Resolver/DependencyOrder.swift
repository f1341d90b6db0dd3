/// An order in which each thing comes after those that it depends on.
struct DependencyOrder {
    /// The things by number, dependencies first; those on a cycle are missing, and those that depend on them.
    private(set) var order: [Int] = []

    /// Cycles as chains of dependencies: at least one if there is any, and not more than anybody reads.
    private(set) var cycles: [[Int]] = []

    private enum State {
        case new
        case open
        case done(isSound: Bool)
    }

    private struct Step {
        let item: Int
        var remaining: ArraySlice<Int>
        var isSound = true
    }

    /// Orders things by depth-first search, with an explicit stack: chains in a hostile file may be very long.
    init(count: Int, dependencies: (Int) -> [Int]) {
        var states = Array(repeating: State.new, count: count)
        for root in 0..<count {
            guard case .new = states[root] else { continue }
            visit(root, &states, dependencies)
        }
    }

    private mutating func visit(_ root: Int, _ states: inout [State], _ dependencies: (Int) -> [Int]) {
        states[root] = .open
        var path = [Step(item: root, remaining: dependencies(root)[...])]
        while var step = path.popLast() {
            guard let next = step.remaining.popFirst() else {
                states[step.item] = .done(isSound: step.isSound)
                if step.isSound {
                    order.append(step.item)
                } else if !path.isEmpty {
                    path[path.count - 1].isSound = false
                }
                continue
            }
            switch states[next] {
            case .done(let isSound):
                step.isSound = step.isSound && isSound
                path.append(step)
            case .new:
                states[next] = .open
                path += [step, Step(item: next, remaining: dependencies(next)[...])]
            case .open:
                step.isSound = false
                path.append(step)
                if cycles.count < Self.mostCycles { cycles.append(Array(path.map(\.item).drop { $0 != next })) }
            }
        }
    }

    private static let mostCycles = 10
    private static let longestChain = 8

    /// A cycle as messages show it: `'a' → 'b' → 'a'`.
    static func describe(_ cycle: [Int], name: (Int) -> String) -> String {
        let shown = cycle.prefix(longestChain).map { name($0).quoted }
        let rest = cycle.count > longestChain ? ["…"] : []
        return (shown + rest + cycle.prefix(1).map { name($0).quoted }).joined(separator: " → ")
    }
}
