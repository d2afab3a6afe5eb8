/* `show`: the one slideshow of a channel, its commands, and private channels that go with it.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef SHOWS            /* slideshows that are started */
#define SHOWS 2
#endif
#ifndef PRIVATE          /* which of them want a private channel, as bits from 1 */
#define PRIVATE 2
#endif
#ifndef REPLACING        /* which of them have a running one end, as bits from 1 */
#define REPLACING 0
#endif
#ifndef SWEEPERS
#define SWEEPERS 1
#endif
#ifndef SENDERS          /* programs that send one command each */
#define SENDERS 0
#endif
#ifndef REMOVERS
#define REMOVERS 0
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef DIRECTORIES      /* that may ever be made */
#define DIRECTORIES 3
#endif
#ifndef FILES            /* show files that may ever be made */
#define FILES 4
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte ownSeat, seatKept, showKept, noneStuck, commandsTaken, noLockLeft, nothingLeft;
#define PROMISE(name, condition) assert((condition) || name)

#define NONE 0
#define BIT(p) (1 << (p))
#define WANTS_PRIVATE (PRIVATE & BIT(me))
#define REPLACES (REPLACING & BIT(me))

/* The channels: only the one that has the name matters. */
byte name = NONE, directories = 0;
byte lock[DIRECTORIES + 1];       /* the publishers' lock */
byte seat[DIRECTORIES + 1];       /* which file is `show` in it */
bool isShared[DIRECTORIES + 1];   /* it was there for somebody else, too */

/* Show files. */
byte files = 0;
byte held[FILES + 1];             /* LOCK_EX: which process */
byte looked[FILES + 1];           /* LOCK_SH: which processes, as bits */
bool private[FILES + 1];          /* its flag */
byte commands[FILES + 1], taken[FILES + 1];
bool stopped[FILES + 1];          /* one of the commands is stop */
bool rung[FILES + 1], watched[FILES + 1];
byte runner[FILES + 1];           /* the show that lives with it */

byte kills = KILLS, done = 0;

#define KILL atomic { kills > 0 -> kills--; goto killed }
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define WAIT(condition, action) if :: atomic { condition -> action } :: KILL fi
#define RING(f) if :: watched[f] -> rung[f] = true :: else fi
/* The name goes: the show in the channel must not be running, but for `rm`. */
#define RETIRE(c) name = NONE
#define IS_RUN(c) (seat[c] != NONE && runner[seat[c]] != NONE)

inline dropLocks() {
  i = 1;
  do :: i <= DIRECTORIES -> if :: lock[i] == me -> lock[i] = NONE :: else fi; i++ :: else -> break od;
  i = 1;
  do
  :: i <= FILES ->
     if :: held[i] == me -> held[i] = NONE :: else fi;
     if :: runner[i] == me -> runner[i] = NONE; watched[i] = false; rung[i] = false :: else fi;
     looked[i] = looked[i] & ~BIT(me); i++
  :: else -> break
  od;
  i = 0
}

proctype Show(byte me) {
  byte c = NONE, f = NONE, o = NONE, i = 0;
  bool isPrivate = false, isEndless = false;
begin:
  STEP(c = name);
  if
  :: c == NONE ->
     /* Whole before it has its name, and with the show in it. */
     STEP(
       if :: directories == DIRECTORIES || files == FILES -> goto out :: else fi;
       directories++; c = directories; isPrivate = (WANTS_PRIVATE != 0);
#ifndef NAME_BEFORE_SHOW
       files++; f = files; held[f] = me; private[f] = isPrivate; seat[c] = f;
#endif
       isShared[c] = !isPrivate);
     STEP(
       if
       :: name == NONE ->
          name = c;
#ifndef NAME_BEFORE_SHOW
          runner[f] = me; goto seated
#endif
       :: else -> if :: f != NONE -> held[f] = NONE :: else fi; f = NONE; isPrivate = false; goto begin
       fi);
#ifdef NAME_BEFORE_SHOW
     STEP(files++; f = files; held[f] = me; private[f] = isPrivate; seat[c] = f; runner[f] = me);
     goto seated
#endif
  :: else
  fi;
  /* On a channel that was there before. */
#ifndef SEAT_WITHOUT_LOCK
  WAIT(lock[c] == NONE, lock[c] = me);
  STEP(if :: name == c -> skip :: else -> lock[c] = NONE; goto begin fi);
#endif
  STEP(o = seat[c]);
  if
  :: o == NONE ->
     STEP(if :: files == FILES -> if :: lock[c] == me -> lock[c] = NONE :: else fi; goto out
             :: else -> files++; f = files; private[f] = false fi);
     held[f] = me;
     STEP(if
          :: seat[c] == NONE -> PROMISE(ownSeat, name == c); seat[c] = f;
          :: else -> held[f] = NONE; f = NONE; if :: lock[c] == me -> lock[c] = NONE :: else fi; goto begin
          fi);
     runner[f] = me;
     STEP(if :: lock[c] == me -> lock[c] = NONE :: else fi);
     goto seated
  :: else
  fi;
  STEP(
    if
    :: held[o] == NONE && looked[o] == 0 -> held[o] = me
    :: else ->
       if :: lock[c] == me -> lock[c] = NONE :: else fi;
       if
       :: runner[o] != NONE && REPLACES -> if :: !stopped[o] -> stopped[o] = true; commands[o]++; RING(o) :: else fi
       :: runner[o] != NONE && !REPLACES -> goto out     /* refused: another one runs */
       :: else
       fi;
       goto again
    fi);
  /* A killed show's. */
  STEP(
    if
    :: seat[c] == o && WANTS_PRIVATE && private[o] -> PROMISE(showKept, !IS_RUN(c)); RETIRE(c)
    :: seat[c] == o && !(WANTS_PRIVATE && private[o]) -> seat[c] = NONE
    :: else
    fi);
  STEP(held[o] = NONE; if :: lock[c] == me -> lock[c] = NONE :: else fi);
  goto begin;
again:
  /* Tries and sleeps. */
  WAIT(held[o] == NONE && looked[o] == 0 || (!REPLACES && runner[o] != NONE), o = NONE);
  goto begin;

seated:
  /* The only one. */
  atomic {
    i = 1;
    do :: i <= FILES -> PROMISE(seatKept, i == f || runner[i] == NONE || seat[c] != i); i++ :: else -> break od;
    i = 0; o = NONE
  };
  if :: isEndless = true :: isEndless = false fi;
#ifdef NO_FIRST_LOOK
  STEP(watched[f] = true);
#else
  STEP(watched[f] = true; rung[f] = true);
#endif
endLook:
  if
#ifdef DRAIN_AFTER_TAKING
  :: rung[f]
#else
  :: atomic { rung[f] -> rung[f] = false }
#endif
  :: !isEndless -> goto leave                           /* the last picture, or SIGTERM */
  :: KILL
  fi;
  STEP(taken[f] = commands[f]; o = stopped[f]);
#ifdef DRAIN_AFTER_TAKING
  rung[f] = false;
#endif
  if :: o == 0 -> goto endLook :: else -> o = NONE fi;

leave:
  if
  :: isPrivate ->
     WAIT(lock[c] == NONE, lock[c] = me);
     STEP(runner[f] = NONE; if :: name == c -> PROMISE(seatKept, seat[c] == f); RETIRE(c) :: else fi);
     STEP(lock[c] = NONE)
  :: else ->
     STEP(runner[f] = NONE; if :: seat[c] == f -> seat[c] = NONE :: else fi)
  fi;
  goto out;
killed:
  skip;
out:
  atomic { dropLocks(); c = NONE; f = NONE; o = NONE; isPrivate = false; isEndless = false }
}

/* Private channels of killed shows go with any sweep. */
inline sweepPrivate() {
  STEP(c = name; o = NONE; if :: c != NONE -> o = seat[c] :: else fi; if :: o != NONE && !private[o] -> o = NONE :: else fi);
  if
  :: o != NONE ->
#ifndef SWEEP_WITHOUT_SHOW_LOCK
     STEP(if :: held[o] == NONE -> looked[o] = looked[o] | BIT(me) :: else -> o = NONE fi);
#endif
     if
     :: o != NONE ->
#ifndef SWEEP_WITHOUT_LINK_CHECK
        STEP(if :: seat[c] == o -> skip :: else -> looked[o] = looked[o] & ~BIT(me); o = NONE fi);
#endif
        if
        :: o != NONE ->
           STEP(if :: lock[c] == NONE -> lock[c] = me :: else -> looked[o] = looked[o] & ~BIT(me); o = NONE fi);
           if
           :: o != NONE ->
              STEP(if :: name == c -> PROMISE(showKept, !IS_RUN(c)); RETIRE(c) :: else fi);
              STEP(lock[c] = NONE; looked[o] = looked[o] & ~BIT(me))
           :: else
           fi
        :: else
        fi
     :: else
     fi
  :: else
  fi
}

proctype Sweeper(byte me) {
  byte c = NONE, o = NONE, i = 0;
  sweepPrivate();
killed:
  atomic { dropLocks(); c = NONE; o = NONE; done++ }
}

/* shmshare rm: whatever runs there, the name goes. */
proctype Remover(byte me) {
  byte c = NONE, i = 0;
  STEP(c = name);
  if
  :: c != NONE ->
     WAIT(lock[c] == NONE, lock[c] = me);
     STEP(if :: name == c -> RETIRE(c) :: else fi);
     STEP(lock[c] = NONE)
  :: else
  fi;
killed:
  atomic { dropLocks(); c = NONE; done++ }
}

/* A command is sent to a show that lives, and waits until it was taken, or its show is gone. */
proctype Sender(byte me) {
  byte c = NONE, o = NONE, end = 0, i = 0;
  STEP(c = name; if :: c != NONE -> o = seat[c] :: else fi);
  if
  :: o != NONE ->
     STEP(if :: held[o] == NONE -> looked[o] = looked[o] | BIT(me); end = 1 :: else fi);
     if
     :: end != 0 -> STEP(looked[o] = looked[o] & ~BIT(me))
     :: else ->
        STEP(commands[o]++; end = commands[o]; RING(o));
        WAIT(taken[o] >= end || runner[o] == NONE, skip)
     fi
  :: else
  fi;
killed:
  atomic { dropLocks(); c = NONE; o = NONE; end = 0; done++ }
}

/* When nothing happens any more: shows that live have taken everything, and their place is theirs;
   one sweep leaves no private channel without its show. */
proctype Monitor(byte me) {
  byte c = NONE, o = NONE, i = 1;
  timeout;
  PROMISE(noneStuck, done == SWEEPERS + SENDERS + REMOVERS);
  do
  :: i <= FILES ->
     if
     :: runner[i] != NONE -> PROMISE(commandsTaken, taken[i] == commands[i]); PROMISE(seatKept, REMOVERS > 0 || (name != NONE && seat[name] == i))
     :: else -> PROMISE(noLockLeft, held[i] == NONE)
     fi;
     i++
  :: else -> break
  od;
  kills = 0;
  sweepPrivate();
  PROMISE(nothingLeft, name == NONE || isShared[name] || IS_RUN(name) || (seat[name] == NONE && files > directories));
killed:
  skip
}

init {
  byte k = 0;
  atomic {
    do :: k < SHOWS -> k++; run Show(k) :: else -> break od;
    do :: k < SHOWS + SWEEPERS -> k++; run Sweeper(k) :: else -> break od;
    do :: k < SHOWS + SWEEPERS + SENDERS -> k++; run Sender(k) :: else -> break od;
    do :: k < SHOWS + SWEEPERS + SENDERS + REMOVERS -> k++; run Remover(k) :: else -> break od;
    run Monitor(k + 1)
  }
}
