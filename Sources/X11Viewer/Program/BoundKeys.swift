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
    var bindings: [(binding: KeyBinding, line: SettingsEntry)] = []
    var problems: [SettingsProblem] = []
    for line in lines {
      do throws(KeyBindingError) {
        let names = KeyBinding.Names(keysym: KeyNames.keysym, name: KeyNames.name) {
          problems.count < SettingsProblem.mostTold ? KeyNames.all : []
        }
        let cause = try KeyBinding.cause(of: line.key, names)
        if let other = bindings.last(where: { $0.binding.cause == cause })?.line,
          other.place.file == line.place.file
        {
          problems.append(line.problem(after: other))
        }
        // Without a value it takes back what lesser files say.
        if line.value.isEmpty {
          bindings.removeAll { $0.binding.cause == cause }
        } else {
          bindings.append((try KeyBinding(key: line.key, value: line.value, names), line))
        }
      } catch {
        problems.append(line.problem("\(error)"))
      }
    }
    controls = Controls.standard.bound(by: bindings.map(\.binding))
    if !controls.hasWayOut, let last = bindings.last {
      problems.append(
        SettingsProblem(
          place: SettingsPlace(file: last.line.place.file),
          words: "no key is left that ends shmview; the window manager and Ctrl-C still do"))
    }
    self.bindings = bindings.map { ($0.binding, $0.line.place) }
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

extension SettingsEntry {
  /// One key under two names in one file, as `Shift+a` and `A`.
  fileprivate func problem(after other: SettingsEntry) -> SettingsProblem {
    problem(
      "\(key) is set in line \(other.place.line ?? 0) already, as \(other.key); this line counts")
  }
}
