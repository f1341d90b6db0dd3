import Synchronization

/// Holds answers back until a test lets them go.
///
/// ```swift
/// let gate = Gate()
/// kernel.inject(.hold(gate), into: NLCtrl.GetFamily.self)
/// …
/// gate.open()
/// ```
public final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// Creates a closed gate.
    public init() {}

    /// Lets through what waits, in the order in which it came, and everything that comes later.
    public func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for action in waiting { action() }
    }

    /// Does something at once if the gate is open, and when it opens if not.
    func pass(_ action: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            if !state.isOpen { state.waiting.append(action) }
            return state.isOpen
        }
        if isOpen { action() }
    }
}
