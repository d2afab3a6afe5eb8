import CLinux
import Glibc
import Testing

@testable import Sandbox

/// What the filter's program says about a call, run by an interpreter of our own.
@Suite("SystemCallFilter")
struct SystemCallFilterTests {
  private static let allowed = UInt32(SECCOMP_RET_ALLOW)
  private static func refused(_ code: CInt) -> UInt32 { UInt32(SECCOMP_RET_ERRNO) | UInt32(code) }

  @Test(
    "calls are judged by number and arguments",
    arguments: [
      (__NR_read, [], allowed),
      (__NR_socket, [2, 1, 0], refused(EPERM)),
      (435, [], refused(ENOSYS)),
      (__NR_clone, [UInt64(SIGCHLD)], refused(EPERM)),
      (__NR_clone, [0x003D_0F00], allowed),  // the flags of pthread_create
      (__NR_openat, [0, 0, UInt64(O_RDWR | O_CREAT)], allowed),
      (__NR_openat, [0, 0, UInt64(O_RDWR | O_TRUNC)], refused(EPERM)),
      (__NR_kill, [UInt64(getpid()), 6], allowed),
      (__NR_kill, [UInt64(getpid()) + 1, 6], refused(EPERM)),
      (__NR_kill, [UInt64(bitPattern: -1), 9], refused(EPERM)),
      (__NR_prlimit64, [0], allowed),
      (__NR_prlimit64, [UInt64(getpid())], allowed),
      (__NR_prlimit64, [1], refused(EPERM)),
      (__NR_fcntl, [3, UInt64(F_SETFL)], allowed),
      (__NR_fcntl, [3, 8], refused(EPERM)),
      (__NR_fcntl, [3, 10], refused(EPERM)),
      (__NR_fcntl, [3, 15], refused(EPERM)),
      (__NR_ioctl, [0, 0x5412], refused(EPERM)),
      (__NR_ioctl, [0, 0x5413], allowed),
    ] as [(CInt, [UInt64], UInt32)])
  func verdict(number: CInt, arguments: [UInt64], expected: UInt32) {
    #expect(judge(UInt32(number), arguments) == expected)
  }

  @Test("a call by another architecture's numbers kills the process")
  func otherArchitecture() {
    // AUDIT_ARCH_I386
    #expect(
      judge(UInt32(__NR_read), [], architecture: 0x4000_0003)
        == UInt32(SECCOMP_RET_KILL_PROCESS))
  }

  #if arch(x86_64)
    @Test("the x32 numbers are no way around it")
    func x32() {
      #expect(judge(0x4000_0000 | UInt32(__NR_read), []) == Self.refused(EPERM))
    }
  #endif

  /// Runs the program that the kernel gets (Documentation/networking/filter.rst).
  private func judge(
    _ number: UInt32, _ arguments: [UInt64],
    architecture: UInt32 = UInt32(bitPattern: CInt(CLINUX_AUDIT_ARCH))
  ) -> UInt32 {
    var data = [number, architecture, 0, 0]  // struct seccomp_data, in words
    for argument in arguments + [UInt64](repeating: 0, count: 6 - arguments.count) {
      data += [UInt32(truncatingIfNeeded: argument), UInt32(argument >> 32)]
    }
    let program = SystemCallFilter.decoding(makingDirectories: false).instructions
    var (index, accumulator) = (0, UInt32(0))
    while index < program.count {
      let instruction = program[index]
      index += 1
      let value = instruction.k
      func jump(_ condition: Bool) { index += Int(condition ? instruction.jt : instruction.jf) }
      switch CInt(instruction.code) {
      case BPF_LD | BPF_W | BPF_ABS: accumulator = data[Int(value) / 4]
      case BPF_JMP | BPF_JEQ | BPF_K: jump(accumulator == value)
      case BPF_JMP | BPF_JGE | BPF_K: jump(accumulator >= value)
      case BPF_JMP | BPF_JSET | BPF_K: jump(accumulator & value != 0)
      case BPF_RET | BPF_K: return value
      default: preconditionFailure("instruction \(instruction.code)")
      }
    }
    return Self.allowed
  }
}
