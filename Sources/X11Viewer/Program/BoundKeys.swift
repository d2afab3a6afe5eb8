import Settings
import ViewerCore

/// The keys and buttons that settings bind.
struct BoundKeys {
  /// What keys do.
  let controls: Controls
  let problems: [SettingsProblem]
  private let bindings: [(binding: KeyBinding, place: SettingsPlace)]

  /// - Parameter lines: those of `[keys]`, the one that counts most last.
  init(_ lines: [SettingsEntry]) {
    var bindings: [(KeyBinding, SettingsPlace)] = []
    var problems: [SettingsProblem] = []
    for line in lines {
      do throws(KeyBindingError) {
        let binding = try KeyBinding(
          key: line.key, value: line.value, keysym: KeyNames.keysym,
          keyNames: { problems.count < SettingsProblem.mostTold ? KeyNames.all : [] })
        bindings.append((binding, line.place))
      } catch {
        problems.append(line.problem("\(error)"))
      }
    }
    controls = Controls.standard.bound(by: bindings.map(\.0))
    if !controls.hasWayOut, let last = bindings.last {
      problems.append(
        SettingsProblem(
          place: SettingsPlace(file: last.1.file),
          words: "no key is left that ends shmview; the window manager and Ctrl-C still do"))
    }
    self.bindings = bindings
    self.problems = problems
  }

  /// Every key, and where its meaning comes from.
  func add(to printed: inout PrintedSettings) {
    printed.remark("What they can do:")
    let width = Controls.meanings.map(\.name.count).max() ?? 0
    for (name, meaning) in Controls.meanings {
      printed.remark("  \(name)\(String(repeating: " ", count: width - name.count))  \(meaning)")
    }
    for key in controls.namedKeys(KeyNames.name) {
      let place = bindings.last { $0.binding.cause == key.cause }?.place
      printed.add(key.key, key.value, place?.description ?? "default")
    }
  }
}
