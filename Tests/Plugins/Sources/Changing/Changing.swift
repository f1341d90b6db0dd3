import Netlink

@main
enum Changing {
    static func main() { print(First.name) }
}
