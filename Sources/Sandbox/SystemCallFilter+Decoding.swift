private import CLinux
private import Glibc

extension SystemCallFilter {
  /// Takes away what reading, computing, threads and writing into open files do not need.
  ///
  /// - Parameter makingDirectories: whether directories are made and renamed, where Landlock lets
  ///   them be.
  static func decoding(makingDirectories: Bool) -> SystemCallFilter {
    var filter = SystemCallFilter()
    // In one go: the kernel compiles each instruction, which is most of what a confinement costs.
    filter.refuse(network + programs + otherProcesses + fileSystem + kernel)
    if !makingDirectories { filter.refuse(directories) }
    filter.refuse(clone3, with: ENOSYS)  // its flags lie in memory; the C library then uses clone
    filter.refuse(__NR_openat2, with: ENOSYS)  // the same
    filter.refuse(__NR_clone, whenArgument: 0, .lacksBit(UInt32(CLONE_THREAD)))
    filter.refuse(__NR_openat, whenArgument: 2, .hasAnyBit(of: UInt32(O_TRUNC)))
    refuseSignals(in: &filter)
    #if arch(x86_64)
      filter.refuse(retired)
      if !makingDirectories { filter.refuse(__NR_mkdir) }
      filter.refuse(__NR_open, whenArgument: 1, .hasAnyBit(of: UInt32(O_TRUNC)))
    #endif
    return filter
  }

  /// `abort` and the limits of this very process stay.
  private static func refuseSignals(in filter: inout SystemCallFilter) {
    let own = UInt32(getpid())
    filter.refuse(__NR_kill, whenArgument: 0, .isNoneOf([own]))
    filter.refuse(__NR_tgkill, whenArgument: 0, .isNoneOf([own]))
    filter.refuse(__NR_prlimit64, whenArgument: 0, .isNoneOf([0, own]))
    // F_SETOWN, F_SETSIG, F_SETOWN_EX (fcntl(2)): signals that a file sends to whom it is told.
    filter.refuse(__NR_fcntl, whenArgument: 1, .isOneOf([8, 10, 15]))
    // TIOCSTI and TIOCLINUX (ioctl_tty(2)) type into the terminal.
    filter.refuse(__NR_ioctl, whenArgument: 1, .isOneOf([0x5412, 0x541C]))
  }

  private static var network: [CInt] {
    [
      __NR_socket, __NR_socketpair, __NR_connect, __NR_bind, __NR_listen, __NR_accept, __NR_accept4,
      __NR_sendto, __NR_sendmsg, __NR_sendmmsg, __NR_recvfrom, __NR_recvmsg, __NR_recvmmsg,
    ]
  }

  private static var programs: [CInt] {
    [__NR_execve, __NR_execveat, __NR_unshare, __NR_setns, __NR_personality]
  }

  /// Whatever reaches into other processes of the same user, or takes memory or time from them.
  private static var otherProcesses: [CInt] {
    [
      __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_process_madvise, __NR_kcmp,
      __NR_pidfd_open, __NR_pidfd_getfd, __NR_pidfd_send_signal, __NR_tkill,
      __NR_rt_sigqueueinfo, __NR_rt_tgsigqueueinfo, __NR_migrate_pages, __NR_move_pages,
      __NR_setpriority, __NR_ioprio_set, __NR_sched_setscheduler, __NR_sched_setparam,
      __NR_sched_setattr, __NR_sched_setaffinity,
      __NR_shmget, __NR_shmat, __NR_shmctl, __NR_semget, __NR_semctl, __NR_semop, __NR_semtimedop,
      __NR_msgget, __NR_msgctl, __NR_msgsnd, __NR_msgrcv, __NR_mq_open, __NR_mq_unlink,
    ]
  }

  /// What Landlock does not know about, and, as far as a channel's frames do not need it, what it
  /// does: for kernels without it.
  private static var fileSystem: [CInt] {
    [
      __NR_fchmod, __NR_fchmodat, fchmodat2, __NR_fchown, __NR_fchownat, __NR_utimensat,
      __NR_setxattr, __NR_lsetxattr, __NR_fsetxattr, setxattrat, __NR_removexattr,
      __NR_lremovexattr, __NR_fremovexattr, removexattrat, fileSetattr,
      __NR_mknodat, __NR_symlinkat, __NR_linkat, __NR_renameat, __NR_truncate,
      __NR_name_to_handle_at, __NR_open_by_handle_at, __NR_fanotify_init, __NR_fanotify_mark,
      __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, __NR_move_mount, __NR_open_tree,
      openTreeAttr, __NR_fsopen, __NR_fsconfig, __NR_fsmount, __NR_fspick, __NR_mount_setattr,
      __NR_quotactl, __NR_quotactl_fd, __NR_swapon, __NR_swapoff, __NR_acct,
    ]
  }

  /// How channels are made and removed.
  private static var directories: [CInt] { [__NR_mkdirat, __NR_renameat2] }

  /// Large and rarely used parts of the kernel, where most of its holes have been.
  private static var kernel: [CInt] {
    [
      __NR_bpf, __NR_perf_event_open, __NR_userfaultfd, __NR_io_uring_setup, __NR_io_uring_enter,
      __NR_io_uring_register, __NR_io_setup, __NR_io_submit, __NR_keyctl, __NR_add_key,
      __NR_request_key, __NR_init_module, __NR_finit_module, __NR_delete_module, __NR_kexec_load,
      __NR_kexec_file_load, __NR_reboot, __NR_syslog, __NR_vhangup, __NR_settimeofday,
      __NR_clock_settime, __NR_clock_adjtime, __NR_adjtimex, __NR_sethostname,
      __NR_setdomainname, __NR_vmsplice,
    ]
  }

  #if arch(x86_64)
    /// Older forms, which newer architectures never had.
    private static var retired: [CInt] {
      [
        __NR_fork, __NR_vfork, __NR_creat, __NR_chmod, __NR_chown, __NR_lchown, __NR_utime,
        __NR_utimes, __NR_futimesat, __NR_rmdir, __NR_mknod, __NR_symlink, __NR_link,
        __NR_rename, __NR_uselib, __NR_modify_ldt, __NR_iopl, __NR_ioperm,
        __NR_sysfs, __NR_ustat, __NR_epoll_ctl_old,
      ]
    }
  #endif

  // <asm-generic/unistd.h>; older headers lack the newer ones, and the numbers are the same for
  // all.
  private static let clone3: CInt = 435
  private static let fchmodat2: CInt = 452
  private static let setxattrat: CInt = 463
  private static let removexattrat: CInt = 466
  private static let openTreeAttr: CInt = 467
  private static let fileSetattr: CInt = 469
  /// <linux/sched.h>
  private static let CLONE_THREAD = 0x0001_0000
}
