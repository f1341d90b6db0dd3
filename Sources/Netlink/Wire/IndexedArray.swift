/// The elements of an attribute whose own attributes are numbered by position (`indexed-array` in a spec).
///
/// Most families number from 1 and ignore the numbers they receive; others give them a meaning. So the numbers are kept
/// beside the elements.
public struct IndexedArray<Element: Sendable>: Sendable {
    /// The elements in the order of the message.
    private var elements: [Element]

    /// The number of each element.
    public private(set) var numbers: [UInt16]

    /// Creates an array of elements with consecutive numbers.
    ///
    /// - Parameters:
    ///   - elements: The elements.
    ///   - first: The number of the first one.
    public init(_ elements: [Element] = [], numberedFrom first: UInt16 = 1) {
        self.elements = elements
        numbers = elements.indices.map { first &+ UInt16(truncatingIfNeeded: $0) }
    }

    /// Adds an element.
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - number: Its number, 0 to 16,383.
    public mutating func append(_ element: Element, at number: UInt16) {
        elements.append(element)
        numbers.append(number)
    }
}

extension IndexedArray: RandomAccessCollection {
    /// The position of the first element.
    public var startIndex: Int { elements.startIndex }

    /// The position behind the last element.
    public var endIndex: Int { elements.endIndex }

    /// The element at a position, which counts from 0 whatever the numbers are.
    public subscript(position: Int) -> Element { elements[position] }
}

extension IndexedArray: ExpressibleByArrayLiteral {
    /// Creates an array of elements that are numbered from 1.
    public init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}

extension IndexedArray: CustomStringConvertible {
    /// The elements with their numbers: `[1: a, 2: b]`.
    public var description: String {
        "[" + zip(numbers, elements).map { "\($0): \($1)" }.joined(separator: ", ") + "]"
    }
}

extension IndexedArray: Equatable where Element: Equatable {}
extension IndexedArray: Hashable where Element: Hashable {}

extension AttributeBuilder {
    /// Writes the elements of an indexed array.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - array: The elements and their numbers.
    public mutating func put<Element: AttributeValue>(_ number: UInt16, _ array: IndexedArray<Element>) {
        putNest(number, AnyAttributes.self) { items in
            for (itemNumber, element) in zip(array.numbers, array) where items.accepts(itemNumber) {
                items.put(itemNumber, element)
            }
        }
    }

    /// Writes the elements of an indexed array of numbers in a byte order.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - array: The elements and their numbers.
    ///   - order: The order of each element's bytes on the wire.
    public mutating func put<Element: AttributeValue & FixedWidthInteger>(
        _ number: UInt16,
        _ array: IndexedArray<Element>,
        order: ByteOrder
    ) {
        put(number, array.mapElements { $0.ordered(order) })
    }

    /// Writes the elements of an indexed array of numbers with names, whose type in Swift may be wider than the one on
    /// the wire.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - array: The elements and their numbers.
    ///   - type: The type of an element on the wire.
    ///   - order: The order of each element's bytes on the wire.
    public mutating func put<Element: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        _ array: IndexedArray<Element>,
        as type: Wire.Type,
        order: ByteOrder = .host
    ) {
        putNest(number, AnyAttributes.self) { items in
            for (itemNumber, element) in zip(array.numbers, array) where items.accepts(itemNumber) {
                items.put(itemNumber, element, as: type, order: order)
            }
        }
    }
}

extension IndexedArray {
    /// The array with each element turned into another one, and the same numbers.
    func mapElements<Other>(_ transform: (Element) -> Other) -> IndexedArray<Other> {
        var other = IndexedArray<Other>([])
        for (number, element) in zip(numbers, elements) { other.append(transform(element), at: number) }
        return other
    }
}
