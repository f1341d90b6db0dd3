import Netlink
import OVSFlow
import OpenVSwitch
import Testing

@Suite("Random flows")
struct RandomTextTests {
    @Test("have keys whose text is read back", arguments: 0..<4)
    func readsKeys(seed: UInt64) throws {
        var flows = RandomFlows(seed: seed)
        for _ in 0..<100 {
            let key = flows.key()
            let text = key.dpctl
            let read = try #require(try? OVSFlow.Key(dpctl: text), "\(error(text)) in \(text)")
            #expect(read == key, "\(text)")
        }
    }

    @Test("have actions whose text is read back", arguments: 0..<4)
    func readsActions(seed: UInt64) throws {
        var flows = RandomFlows(seed: 1000 + seed)
        for _ in 0..<100 {
            let actions = flows.actions()
            let text = actions.dpctl
            let read = try #require(try? [OVSFlow.Action](dpctl: text), "\(actionError(text)) in \(text)")
            #expect(read == actions, "\(text)")
        }
    }

    @Test("have keys with masks whose text, once read, stays the same", arguments: 0..<4)
    func readsMatches(seed: UInt64) throws {
        var flows = RandomFlows(seed: 2000 + seed)
        for _ in 0..<100 {
            let match = FlowMatch(key: flows.key(), mask: flows.key())
            for wildcards in [false, true] {
                let text = match.dpctl(wildcards: wildcards)
                let read = try #require(try? FlowMatch(dpctl: text), "\(matchError(text)) in \(text)")
                let again = read.dpctl(wildcards: wildcards)
                #expect(try FlowMatch(dpctl: again) == read, "\(text)")
            }
        }
    }

    @Test("with letters changed are read or refused", arguments: 0..<4)
    func survivesChanges(seed: UInt64) {
        var flows = RandomFlows(seed: 3000 + seed)
        let letters = Array("(),=/0x|+-{}%:.a ".utf8)
        for _ in 0..<200 {
            let text = flows.flag() ? flows.key().dpctl : flows.actions().dpctl
            var bytes = Array(text.utf8)
            for _ in 0...flows.count(upTo: 2) where !bytes.isEmpty {
                let place = flows.count(upTo: bytes.count - 1)
                bytes[place] = letters[flows.count(upTo: letters.count - 1)]
                if flows.flag() { bytes.removeSubrange(place...) }
            }
            let changed = String(decoding: bytes, as: UTF8.self)
            for error in [error(changed), matchError(changed), actionError(changed)].compactMap({ $0 }) {
                #expect((1...changed.utf8.count + 1).contains(error.column), "\(changed)")
            }
        }
    }

    @Test("that cannot be sent show no bytes, and are not read back")
    func showsRefused() {
        let actions: [OVSFlow.Action] = [.trunc(5), .output(1)]
        #expect(actions.dpctl == "action13(),1")
        #expect(actionError(actions.dpctl)?.column == 1)
        let key = OVSFlow.Key(ctLabels: [1, 2])
        #expect(key.dpctl == "key25()")
    }

    private func error(_ text: String) -> FlowTextError? {
        do throws(FlowTextError) { _ = try OVSFlow.Key(dpctl: text) } catch { return error }
        return nil
    }

    private func matchError(_ text: String) -> FlowTextError? {
        do throws(FlowTextError) { _ = try FlowMatch(dpctl: text) } catch { return error }
        return nil
    }

    private func actionError(_ text: String) -> FlowTextError? {
        do throws(FlowTextError) { _ = try [OVSFlow.Action](dpctl: text) } catch { return error }
        return nil
    }
}
