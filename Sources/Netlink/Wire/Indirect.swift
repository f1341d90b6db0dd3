/// A property on the heap: a set that contains itself through nests cannot hold its contents by value.
@propertyWrapper
public struct Indirect<Value: Sendable>: Sendable {
    private indirect enum Box {
        case value(Value)
    }

    private var box: Box

    /// Creates a property.
    public init(wrappedValue: Value) { box = .value(wrappedValue) }

    /// What the property holds.
    public var wrappedValue: Value {
        get {
            switch box {
            case .value(let value): value
            }
        }
        set { box = .value(newValue) }
    }
}
