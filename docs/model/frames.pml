/* Frames: loan, write, commit, abandon, acquire, put, release; with kills at any instant.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef PUBLISHERS
#define PUBLISHERS 2
#endif
#ifndef VIEWERS          /* each with its part of the X server */
#define VIEWERS 1
#endif
#ifndef READERS          /* programs that use the library without X */
#define READERS 0
#endif
#ifndef SERIALS          /* frame files that may ever be made, at most 6 */
#define SERIALS 3
#endif
#ifndef LOANS            /* that may ever be taken, at most 6 */
#define LOANS 3
#endif
#ifndef READS            /* of each library or history reader */
#define READS 2
#endif
#ifndef PUBLISHER_KILLS
#define PUBLISHER_KILLS 1
#endif
#ifndef VIEWER_KILLS     /* of viewers and library readers */
#define VIEWER_KILLS 0
#endif
#ifndef SIZES            /* 2: frames fit or do not fit a loan */
#define SIZES 1
#endif
#ifndef HISTORY          /* generations before the latest that are kept */
#define HISTORY 0
#endif

#ifndef WISH             /* what a viewer that comes, and may go, wishes for in its file; 0: none comes */
#define WISH 0
#endif

#ifndef COMPOSED         /* 0: put from the publisher's memory; 1: from buffers of the viewer's; 2: either */
#define COMPOSED 0
#endif
#ifndef REDRAWS          /* puts of the frame that is shown already */
#define REDRAWS 0
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte whole, neverBack, neverDamaged, latestShown, twoPins, fewFrames, historyKept, serialUnused,
  lentStays, noLockLeft, noOrphanBelieved;
#define PROMISE(name, condition) assert((condition) || name)

#define NONE 0
#define FILES 7          /* frame files, indexed by serial, from 1 */
#define BIT(r) (1 << (r))

/* The channel. */
byte lock = NONE;                 /* `lock`: which publisher holds it */
byte latestG, latestS;            /* `control`: latest */
byte nextSerial = 1;              /* `control`: next serial */
bool linked[FILES];               /* frame-<serial> has its name */
byte gen[FILES];                  /* its header: generation */
byte said[FILES];                 /* its header: which loan says what the pixels are */
byte top[FILES], bottom[FILES];   /* its pixels: which loan wrote each half */
byte size[FILES];                 /* its capacity; 0 while it is shorter than a frame */
byte ex[FILES];                   /* LOCK_EX: which publisher has it */
byte sh[FILES];                   /* LOCK_SH: a bit for each reader's description */

/* What is known of it from outside. */
byte loans = 0;
byte writer[LOANS + 2];           /* generation -> the loan that it was published by */
byte publisherKills = PUBLISHER_KILLS, viewerKills = VIEWER_KILLS;

/* The viewer that wishes for history: its file in `viewers/`. */
#if WISH
byte wish = 0;                    /* 1: it is there, and empty; 2: locked, with its record; 3: whole, of a dead viewer */
byte changes = 1;                 /* entries that `viewers/` has got or lost, as `st_ctim` tells */
byte since = 0;                   /* the latest when the record was whole: from there on frames are kept */
#define IS_WISHED (wish == 2)
#else
#define IS_WISHED false
#endif
byte givenUp = 0;                 /* up to this generation kept frames may have gone for want of memory */
#define OWED(g) ((g) > givenUp && (latestG - (g) <= HISTORY || IS_WISHED && latestG - (g) <= WISH && (g) >= SINCE))
#if WISH
#define SINCE since
#else
#define SINCE 0
#endif

/* Viewers, and what the X server knows of them. */
#define SEATS (VIEWERS + READERS + 1)
bool watching[SEATS], rung[SEATS];
byte shown[SEATS];
byte put[SEATS];                  /* the frame of the put in flight */
byte putLoan[SEATS];              /* what it must show */
bool completed[SEATS];            /* its ShmCompletion */
bool gone[SEATS];                 /* killed; the server has not dropped the client yet */
#if COMPOSED
byte frontTop[SEATS];             /* the buffer of the put in flight: which loan's pixels */
byte frontBottom[SEATS];
bool composed[SEATS];             /* the put in flight is of that buffer */
#endif
byte redraws = REDRAWS;

#define KILL atomic { publisherKills > 0 -> publisherKills--; goto killed }
/* One system call, or the end before it. `true` keeps an `else` in the action apart from KILL. */
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define WAIT(condition, action) if :: atomic { condition -> action } :: KILL fi

/* 7.3: not latest, one link, not lent (by us or by others: our own loans are over), not kept. */
#ifdef LEND_LATEST
#define IS_LATEST(s) false
#else
#define IS_LATEST(s) ((s) == latestS)
#endif
#ifdef LEND_KEPT
#define KEPT(s) false
#else
#define KEPT(s) (gen[s] != 0 && gen[s] < latestG && latestG - gen[s] <= KEEP)
#endif
#if WISH
#define KEEP keep                 /* what was read under this very lock */
#else
#define KEEP HISTORY
#endif
#ifdef CACHE_WITHOUT_LINK
#define KNOWN(s) (linked[s] || (cache & BIT(s)))
#define REMEMBER(s) cache = cache | BIT(s)
#else
#define KNOWN(s) linked[s]
#define REMEMBER(s) skip
#endif
#define FREE(s) (KNOWN(s) && !IS_LATEST(s) && !KEPT(s))
#ifdef IGNORE_PINS
#define LOCKABLE(s) (ex[s] == NONE)
#else
#define LOCKABLE(s) (ex[s] == NONE && sh[s] == 0)
#endif
#define FITS(s) (size[s] == want)
#define TAKE(s) FREE(s) && FITS(s) && LOCKABLE(s) -> ex[s] = me; f = s; REMEMBER(s)

#ifdef NO_LOCK_AT_LOAN
#define LOAN_LOCK skip
#define LOAN_UNLOCK skip
#else
#define LOAN_LOCK WAIT(lock == NONE, lock = me)
#define LOAN_UNLOCK STEP(lock = NONE)
#endif
#ifdef NO_LOCK_AT_COMMIT
#define COMMIT_LOCK skip
#define COMMIT_UNLOCK skip
#else
#define COMMIT_LOCK WAIT(lock == NONE, lock = me)
#define COMMIT_UNLOCK STEP(lock = NONE)
#endif

#define ORPHAN(s) (linked[s] && (s) != latestS && gen[s] > latestG)

/* 7, commit: the whole header by one write: generation, format, range, transfer, title, details. */
#ifdef HEADER_IN_PART
#define HEADER(f, g, t) gen[f] = g; if :: said[f] == NONE -> said[f] = t :: else fi
#else
#define HEADER(f, g, t) gen[f] = g; said[f] = t
#endif

/* 7.2: a header above latest belongs to a publisher that died before its commit. */
inline invalidateOrphans() {
  i = 1;
  do
  :: STEP(
       do :: i <= SERIALS && !ORPHAN(i) -> i++ :: else -> break od;
       if :: i <= SERIALS -> gen[i] = 0 :: else -> i = 0; break fi)
  od
}

/* A frame that we hold exclusively: generation 0, memory freed, unlinked, unlocked. */
inline discard(s) {
  STEP(gen[s] = 0);
  STEP(top[s] = 0; bottom[s] = 0);                  /* the file keeps its size */
  STEP(linked[s] = false);
  STEP(ex[s] = NONE; s = NONE)
}

/* 7.7: all free frames go, but one that fits. */
#ifdef DISCARD_WITHOUT_PIN_CHECK
#define SURPLUS(s) (s != f && FREE(s) && ex[s] == NONE)
#else
#define SURPLUS(s) (s != f && FREE(s) && LOCKABLE(s))
#endif
inline discardSurplus() {
  spare = false; i = 1;
  do
  :: STEP(
       do :: i <= SERIALS && !SURPLUS(i) -> i++ :: else -> break od;
       if :: i <= SERIALS -> ex[i] = me; u = i; i++ :: else -> i = 0; spare = false; break fi);
     if
     :: FITS(u) && !spare -> STEP(spare = true; ex[u] = NONE; u = NONE)
     :: else -> discard(u)
     fi
  od
}

#if WISH
#define MOST_KEPT owed
#else
#define MOST_KEPT HISTORY
#endif
#define COUNT_BOUND (2 * (VIEWERS + READERS) + 2 * (VIEWER_KILLS - viewerKills) + PUBLISHERS + 1 + MOST_KEPT + 1)

inline checkCount() {
  atomic {
    i = 1; n = 0;
    do :: i <= SERIALS -> if :: linked[i] -> n++ :: else fi; i++ :: else -> break od;
    PROMISE(fewFrames, n <= COUNT_BOUND);
    i = 0; n = 0
  }
}

/* 7.3: the larger of `control`'s history and the wish of a viewer that lives. The list of `viewers/` is taken
   again only when that has changed; whether its viewer lives is asked each time, by the lock of its file. */
#if WISH
#ifdef KEEP_UNREADY_LISTING
#define LISTED_AT changes
#else
#define LISTED_AT (wish == 1 -> 0 : changes)
#endif
#ifdef COUNT_THE_DEAD
#define LIVES true
#else
#define LIVES (wish == 2)
#endif
inline readWish() {
  STEP(
    if :: listed != changes -> known = wish >= 2; listed = LISTED_AT :: else fi;
    owed = (known && wish == 2 && WISH > HISTORY -> WISH : HISTORY);
    keep = (known && LIVES && WISH > HISTORY -> WISH : HISTORY))
}
#else
#define readWish() skip
#endif

/* Where memory is short: the oldest frame that is neither the latest nor read gives up its own. */
#ifdef GIVE_UP_PINNED
#define MAY_GO(s) (linked[s] && (s) != latestS && (s) != f && ex[s] == NONE)
#else
#define MAY_GO(s) (linked[s] && (s) != latestS && (s) != f && LOCKABLE(s))
#endif
inline giveUpOldest() {
  STEP(
    i = 1;
    do
    :: i <= SERIALS && MAY_GO(i) && (u == NONE || gen[i] < gen[u]) -> u = i; i++
    :: i <= SERIALS && !(MAY_GO(i) && (u == NONE || gen[i] < gen[u])) -> i++
    :: else -> i = 0; break
    od;
    if
    :: u != NONE -> ex[u] = me; if :: gen[u] > givenUp && gen[u] < latestG -> givenUp = gen[u] :: else fi
    :: else
    fi);
  if :: u != NONE -> discard(u) :: else fi
}

/* The promise of `history`: the latest generations, each in its file, whole. */
inline checkHistory() {
  atomic {
    g = latestG;
    do
    :: g > 0 && OWED(g) ->
       i = 1; n = 0;
       do
       :: i <= SERIALS && linked[i] && gen[i] == g -> n++; PROMISE(historyKept, top[i] == writer[g] && bottom[i] == writer[g]); i++
       :: i <= SERIALS && !(linked[i] && gen[i] == g) -> i++
       :: else -> break
       od;
       PROMISE(historyKept, n == 1); g--
    :: else -> break
    od;
    g = 0; i = 0; n = 0
  }
}

inline ring() {
  atomic {
    i = 0;
    do :: i < VIEWERS -> if :: watching[i] -> rung[i] = true :: else fi; i++ :: else -> break od;
    i = 0
  }
}

/* One process after another: a killed one is replaced by a new one. */
proctype Publisher(byte me) {
  byte f = NONE, g = 0, t = 0, want = 0, u = NONE, i = 0, n = 0;
  bool spare = false;
#ifdef CACHE_WITHOUT_LINK
  byte cache = 0;
#endif
#if WISH
  byte keep = HISTORY, owed = HISTORY, listed = 0;
  bool known = false;
#endif
begin:
  atomic {
    f = NONE; g = 0; u = NONE; i = 0;
    loans >= me - 1;                                /* the first to begin is called 1 */
    if :: loans < LOANS -> loans++; t = loans :: else -> goto out fi;
    if :: want = 1
#if SIZES > 1
       :: want = 2
#endif
    fi
  }
#ifdef WISH_BEFORE_LOCK
  readWish();
#endif
  LOAN_LOCK;
#ifndef WISH_BEFORE_LOCK
  readWish();
#endif
#ifndef NO_ORPHANS_AT_LOAN
  invalidateOrphans();
#endif
  STEP(
    if
    :: TAKE(1) :: TAKE(2)
#if SERIALS > 2
    :: TAKE(3)
#endif
#if SERIALS > 3
    :: TAKE(4)
#endif
#if SERIALS > 4
    :: TAKE(5)
#endif
#if SERIALS > 5
    :: TAKE(6)
#endif
    :: else -> f = NONE
    fi);
  if
  :: f == NONE ->
create:
     /* The world ends where the serials do. */
     atomic { if :: nextSerial > SERIALS -> if :: lock == me -> lock = NONE :: else fi; goto out :: else fi };
     STEP(f = nextSerial; nextSerial++);
     STEP(PROMISE(serialUnused, !linked[f]); linked[f] = true);
     /* Somebody looks into it already: take the next serial. */
     STEP(if :: LOCKABLE(f) -> ex[f] = me; REMEMBER(f) :: else -> goto create fi)
#ifdef NO_INVALIDATION
  :: else
#else
  :: else -> STEP(gen[f] = 0)
#endif
  fi;
#ifndef DISCARD_OUTSIDE_LOCK
  discardSurplus();
#ifndef NO_LOCK_AT_LOAN
  checkCount();
  checkHistory();
#endif
#endif
  LOAN_UNLOCK;
#ifdef DISCARD_OUTSIDE_LOCK
  discardSurplus();
#endif

write:
  STEP(top[f] = t; size[f] = want);
  if
  :: STEP(bottom[f] = t)
  :: STEP(ex[f] = NONE); goto begin                 /* abandoned */
#ifdef SHORTAGE
  :: LOAN_LOCK; discard(f); LOAN_UNLOCK; goto begin /* ENOSPC, and nothing is left to give up */
#ifdef GIVE_UP_OUTSIDE_LOCK
  :: giveUpOldest(); goto write
#else
  :: LOAN_LOCK; giveUpOldest(); LOAN_UNLOCK; goto write
#endif
#endif
  fi;

  COMMIT_LOCK;
  /* Only somebody's hand unlinks a lent frame. */
  PROMISE(lentStays, linked[f]);
#ifndef NO_ORPHANS_AT_COMMIT
  invalidateOrphans();
#endif
  STEP(g = latestG + 1);
#ifndef LATEST_BEFORE_HEADER
  STEP(HEADER(f, g, t));
#endif
#ifndef LATE_UNLOCK
  STEP(ex[f] = NONE);
#endif
  STEP(latestG = g; latestS = f; writer[g] = t);
#ifdef BELL_APART
  STEP(skip);
#endif
  ring();                                           /* by the same call: no kill in between */
#ifdef LATEST_BEFORE_HEADER
  STEP(HEADER(f, g, t));
#endif
#ifdef LATE_UNLOCK
  STEP(ex[f] = NONE);
#endif
#ifndef NO_LOCK_AT_COMMIT
  checkHistory();
#endif
  COMMIT_UNLOCK;
  goto begin;

killed:
  atomic {                                          /* the kernel drops its locks */
    if :: lock == me -> lock = NONE :: else fi;
    i = 1;
    do :: i <= SERIALS -> if :: ex[i] == me -> ex[i] = NONE :: else fi; i++ :: else -> break od;
    i = 0; spare = false; n = 0
#ifdef CACHE_WITHOUT_LINK
    ; cache = 0
#endif
#if WISH
    ; keep = HISTORY; owed = HISTORY; listed = 0; known = false
#endif
  }
  goto begin;
out:
  atomic { f = NONE; g = 0; t = 0; want = 0 }
}

inline unpinAll(r) {
  j = 1;
  do :: j <= SERIALS -> sh[j] = sh[j] & ~BIT(r); j++ :: else -> j = 0; break od
}

#if COMPOSED
#define IS_COMPOSED(r) composed[r]
#define READ_TOP(r) (composed[r] -> frontTop[r] : top[put[r]])
#define READ_BOTTOM(r) (composed[r] -> frontBottom[r] : bottom[put[r]])
#define CLEAR_FRONT(r) frontTop[r] = 0; frontBottom[r] = 0; composed[r] = false
#else
#define IS_COMPOSED(r) false
#define READ_TOP(r) top[put[r]]
#define READ_BOTTOM(r) bottom[put[r]]
#define CLEAR_FRONT(r) skip
#endif
#define END_PUT(r) put[r] = NONE; putLoan[r] = 0; completed[r] = false; CLEAR_FRONT(r)

/* The X server's part of one viewer. What it has attached keeps the frame's description, and so the pin. */
proctype Server(byte r) {
  byte j = 0;
end:
  do
  :: atomic { put[r] != NONE && !completed[r] -> PROMISE(whole, READ_TOP(r) == putLoan[r]) };
     d_step { PROMISE(whole, READ_BOTTOM(r) == putLoan[r]); completed[r] = true }
  :: d_step { gone[r] && (put[r] == NONE || completed[r]) -> unpinAll(r); END_PUT(r); gone[r] = false }
  od
}

/* Which pins outlive a killed viewer: of frames that the server has attached, since it was handed their very
   description. It never sees a frame that is composed. */
#ifdef SEPARATE_DESCRIPTION
#define KEEPS(r, j) false                           /* the lock dies with the viewer alone */
#elif COMPOSED == 0
#define KEEPS(r, j) (j == held || j == f)
#else
#define KEEPS(r, j) (j == f && !composed[r])
#endif
#define VKILL atomic { viewerKills > 0 -> viewerKills--; goto killed }
#define VSTEP(action) if :: atomic { true -> action } :: VKILL fi

/* 10: from reading latest to a pin whose header agrees. */
#ifdef NO_PIN
#define PIN_OR_AGAIN VSTEP(skip)
#else
#define PIN_OR_AGAIN VSTEP(if :: ex[s] != NONE -> goto again :: else -> sh[s] = sh[s] | BIT(r) fi; countPins())
#endif

/* Hold at most two pins. */
inline countPins() {
  j = 1; n = 0;
  do :: j <= SERIALS -> n = n + ((sh[j] >> r) & 1); j++ :: else -> break od;
  PROMISE(twoPins, n <= 2);
  j = 0; n = 0
}

/* One pin goes; the frame's last one unlocks it. */
#define IS_HELD(x) (x == held || x == f || x == a)
#define UNLOCK(x) if :: x != NONE && !IS_HELD(x) -> sh[x] = sh[x] & ~BIT(r) :: else fi

#ifdef ONE_BUFFER
#define AHEAD_INTO(half, loan) if :: f != NONE -> half = loan :: else fi
#else
#define AHEAD_INTO(half, loan) skip
#endif

/* Composes from the pinned frame into the buffer that the server does not read. */
inline compose() {
  VSTEP(PROMISE(whole, top[s] == writer[g] && said[s] == writer[g]); AHEAD_INTO(frontTop[r], top[s]));
  VSTEP(PROMISE(whole, bottom[s] == writer[g]); AHEAD_INTO(frontBottom[r], bottom[s]))
}

/* A put of `s`, which lies composed in the other buffer if it goes that way. */
inline send(isComposed) {
  PROMISE(neverBack, g >= shown[r]);
  f = s; fg = g; s = NONE; g = 0; news = false;
  completed[r] = false; putLoan[r] = writer[fg];
#if COMPOSED
  composed[r] = isComposed;
  if :: isComposed -> frontTop[r] = writer[fg]; frontBottom[r] = writer[fg] :: else fi;
#endif
  put[r] = f
#ifdef EARLY_UNPIN
  ; sh[f] = sh[f] & ~BIT(r)
#endif
}

/* It holds the frame that is shown, for redraws (`held`), and one of these: the frame of the put in flight
   (`f`), or, with that one held in place of the shown one, a newer frame, composed ahead (`a`). */
proctype Viewer(byte r) {
  byte g = 0, s = NONE, held = NONE, f = NONE, fg = 0, a = NONE, ag = 0, available = 0, files = 0, j = 0, n = 0;
  bool news = false;
start:
#ifndef WATCH_AFTER_READ
  watching[r] = true;
#endif

refresh:
  /* Takes the news, and closes the descriptors of unlinked files: they serve nothing. */
  atomic {
#ifndef DRAIN_AFTER_READ
    rung[r] = false;
#endif
    j = 1;
    do
    :: j <= SERIALS -> if :: !linked[j] && !(sh[j] & BIT(r)) -> files = files & ~BIT(j) :: else fi; j++
    :: else -> break
    od;
    j = 0
  }
#ifdef DEAF_IN_FLIGHT
  VSTEP(available = latestG; if :: f == NONE -> news = true :: else fi);
#else
  VSTEP(available = latestG; news = true);
#endif
#ifdef WATCH_AFTER_READ
  watching[r] = true;
#endif
#ifdef DRAIN_AFTER_READ
  rung[r] = false;
#endif

showNews:
  atomic {
    if
    :: f != NONE && news && IS_COMPOSED(r) && a == NONE && fg != available ->
#ifndef NO_ROOM_AHEAD
       /* The one in flight is composed: redraws will be of that, so the one before may go. */
       s = held; held = f; UNLOCK(s); s = NONE;
#endif
       goto pick
    :: f != NONE && !(news && IS_COMPOSED(r) && a == NONE && fg != available) -> goto idle
    :: f == NONE && news && available != shown[r] && a == NONE -> goto pick
    :: f == NONE && news && available != shown[r] && a != NONE ->
       s = a; g = ag; a = NONE; ag = 0;
       send(true);
#ifndef NEWS_FORGOTTEN
       news = fg != available;
#endif
       goto showNews                                /* perhaps the next one can be composed */
    :: f == NONE && !(news && available != shown[r]) ->
       news = false; s = a; a = NONE; ag = 0; UNLOCK(s); s = NONE; goto idle
    fi
  };

pick:
#ifdef TORN_LATEST
  if :: VSTEP(g = latestG); VSTEP(s = latestS) :: VSTEP(s = latestS); VSTEP(g = latestG) fi;
#else
  VSTEP(g = latestG; s = latestS);
#endif
  VSTEP(if :: linked[s] || (files & BIT(s)) -> files = files | BIT(s) :: else -> goto again fi);
  PIN_OR_AGAIN;
#ifndef NO_HEADER_CHECK
  VSTEP(if :: gen[s] != g -> UNLOCK(s); goto again :: else fi);
#endif
  if :: f != NONE -> goto composeAhead :: else fi;

draw:
#if COMPOSED == 0
  atomic { send(false) };
#elif COMPOSED == 1
  compose();
  atomic { send(true) };
#else
  if
  :: compose(); atomic { send(true) }
  :: atomic { send(false) }
  fi;
#endif
  goto idle;

composeAhead:
#if COMPOSED == 2
  /* It would not go by a buffer, or fades. */
  if :: skip :: VSTEP(j = s; s = NONE; g = 0; UNLOCK(j); j = 0); goto idle fi;
#endif
#if COMPOSED
  compose();
  atomic { a = s; ag = g; s = NONE; g = 0 };
#endif

idle:
endIdle:
  if
  :: rung[r] -> goto refresh
  :: atomic {
       completed[r] ->
       s = held; held = f; shown[r] = fg; f = NONE; fg = 0; UNLOCK(s); s = NONE; END_PUT(r);
#ifdef UNPIN_SHOWN
       sh[held] = sh[held] & ~BIT(r);
#endif
     }
#ifdef NO_READ_AFTER_COMPLETION
     goto showNews
#else
     goto refresh
#endif
#if REDRAWS
  :: atomic { redraws > 0 && f == NONE && held != NONE -> redraws--; s = held; g = shown[r] };
     goto draw
#endif
  :: VKILL
  fi;

again:
#ifdef TORN_LATEST
  (latestG != g || latestS != s);                   /* a pair of two commits: the rest is to come */
#else
  /* Were latest unchanged, a sound channel would be called damaged. */
  PROMISE(neverDamaged, latestG != g || latestS != s);
#endif
  goto pick;

killed:
  atomic {
    j = 1;
    do :: j <= SERIALS -> if :: KEEPS(r, j) -> skip :: else -> sh[j] = sh[j] & ~BIT(r) fi; j++ :: else -> break od;
    watching[r] = false; rung[r] = false; gone[r] = true; shown[r] = 0; news = false; j = 0; n = 0;
    s = NONE; g = 0; held = NONE; f = NONE; fg = 0; a = NONE; ag = 0; available = 0; files = 0
  }
  !gone[r];                                         /* a new viewer takes the seat */
  goto start
}

#if READERS > 0
/* flock does not nest, so pins of one description are counted. */
#ifdef NO_PIN_COUNT
#define UNPIN(s) pins[s]--; sh[s] = sh[s] & ~BIT(r)
#else
#define UNPIN(s) pins[s]--; if :: pins[s] == 0 -> sh[s] = sh[s] & ~BIT(r) :: else fi
#endif

/* 10 as above: `held` is NONE without a frame. */
inline acquire(held, g) {
  do
  :: VSTEP(g = latestG; held = latestS);
     if :: g == 0 -> held = NONE; break :: else fi;
     if
     :: atomic {
          (linked[held] || (files & BIT(held))) && (pins[held] > 0 || ex[held] == NONE) ->
          files = files | BIT(held); sh[held] = sh[held] | BIT(r); pins[held]++
        };
        if
        :: atomic { gen[held] == g -> break }
        :: atomic { gen[held] != g -> UNPIN(held) }
        :: VKILL
        fi
     :: atomic { !((linked[held] || (files & BIT(held))) && (pins[held] > 0 || ex[held] == NONE)) -> skip }
     :: VKILL
     fi;
     /* Were latest unchanged, a sound channel would be called damaged. */
     PROMISE(neverDamaged, latestG != g)
  od
}

/* A program with two pins, perhaps on one frame; it reads the pixels of the first one itself, with
   the second one still held, or given back before. */
proctype Reader(byte r) {
  byte a = NONE, ga = 0, b = NONE, gb = 0, files = 0, j = 0, left = READS, pins[FILES];
start:
  do
  :: left > 0 ->
     left--;
     acquire(a, ga);
     if
     :: a != NONE ->
        acquire(b, gb);
        PROMISE(neverBack, gb >= ga);
        VSTEP(UNPIN(b); b = NONE; gb = 0);
        VSTEP(PROMISE(whole, top[a] == writer[ga] && said[a] == writer[ga]));
        VSTEP(PROMISE(whole, bottom[a] == writer[ga]));
        VSTEP(UNPIN(a); a = NONE; ga = 0)
     :: else
     fi
  :: else -> break
  od;
  goto out;
killed:
  atomic {                                          /* its descriptors are closed */
    unpinAll(r);
    do :: j <= SERIALS -> pins[j] = 0; j++ :: else -> j = 0; break od;
    a = NONE; ga = 0; b = NONE; gb = 0; files = 0
  }
  goto start;
out:
  skip
}
#endif

#ifdef HISTORY_READER
/* 10, History: latest first, older frames after; a frame above latest is nobody's. */
proctype Historian(byte r) {
  byte g = 0, s = NONE, h = 0, left = READS;
  do
  :: left > 0 ->
     left--;
     g = latestG;
     if
     :: linked[1] -> s = 1 :: linked[2] -> s = 2
#if SERIALS > 2
     :: linked[3] -> s = 3
#endif
#if SERIALS > 3
     :: linked[4] -> s = 4
#endif
     :: else -> goto next
     fi;
     atomic { if :: ex[s] != NONE -> goto next :: else -> sh[s] = sh[s] | BIT(r) fi };
     h = gen[s];
#ifdef BELIEVE_ORPHANS
     if :: h != 0 ->
#else
     if :: h != 0 && h <= g ->
#endif
        atomic { PROMISE(whole, top[s] == writer[h] && said[s] == writer[h]) };
        d_step { PROMISE(whole, bottom[s] == writer[h]) }
     :: else
     fi;
     sh[s] = sh[s] & ~BIT(r);
next:
     atomic { g = 0; s = NONE; h = 0 }
  :: else -> break
  od
}
#endif

#if WISH
/* A viewer's file: made, locked, with its record; then it is killed, or leaves. */
proctype Wisher() {
  atomic { wish = 1; changes++ };
  atomic { wish = 2; since = latestG };
  if
  :: wish = 3                                       /* the kernel drops its lock; the file stays */
  :: atomic { wish = 0; changes++ }
  :: skip
  fi
}
#endif

/* When nothing happens any more: every viewer shows the latest, and no lock is left. */
proctype Monitor() {
  byte i = 0;
  timeout;
  atomic {
    do :: i < VIEWERS -> PROMISE(latestShown, shown[i] == latestG); i++ :: else -> break od;
    PROMISE(noLockLeft, lock == NONE);
    i = 1;
    do
    :: i <= SERIALS ->
       PROMISE(noLockLeft, ex[i] == NONE);
       PROMISE(noOrphanBelieved, i == latestS || !linked[i] || gen[i] == 0 || gen[i] <= latestG + 1);
       i++
    :: else -> break
    od
  }
}

init {
  byte k = 0;
  atomic {
    do :: k < PUBLISHERS -> run Publisher(k + 1); k++ :: else -> break od;
    k = 0;
    do :: k < VIEWERS -> run Viewer(k); run Server(k); k++ :: else -> break od;
#if READERS > 0
    k = 0;
    do :: k < READERS -> run Reader(VIEWERS + k); k++ :: else -> break od;
#endif
#ifdef HISTORY_READER
    run Historian(VIEWERS + READERS);
#endif
#if WISH
    run Wisher();
#endif
    run Monitor()
  }
}
