/// A change of objects that are followed.
public enum ObjectChange<Object: Sendable>: Sendable {
    /// All objects that there are, in the order of the dump: the first element, and only that.
    case snapshot([Object])

    /// An object is new.
    case added(Object)

    /// An object has changed.
    case changed(Object, from: Object)

    /// An object is gone.
    case removed(Object)

    /// Messages about changes were lost, since the receive buffer was full; how many, if the kernel tells.
    ///
    /// The objects are dumped again: what has changed meanwhile follows, and then ``resynchronized``.
    case lost(Int?)

    /// All changes that were missed have been told.
    case resynchronized
}

extension ObjectChange: Equatable where Object: Equatable {}
