package jp.kisai.licence.domain;

import jp.kisai.contracts.vocabulary.LicenceState;

/// Whether a licence may be driven on, with only the moves that its state allows.
///
/// ```
///              suspend
///   InForce ────────────▶ Suspended
///      │ ▲                  │   │
///      │ └──── reinstate ───┘   │
///      ├── cancel ──▶ Cancelled ◀── cancel
///      └── lapse ───▶ Lapsed ◀───── lapse
/// ```
///
/// Source: 道路交通法 103条 (取消し, 停止), 105条 (失効). Nothing leads out of Cancelled and Lapsed: who passes
/// the examination again is issued another licence.
public sealed interface Standing {

    InForce IN_FORCE = new InForce();
    Suspended SUSPENDED = new Suspended();
    Cancelled CANCELLED = new Cancelled();
    Lapsed LAPSED = new Lapsed();

    LicenceState state();

    static Standing of(LicenceState state) {
        return switch (state) {
            case IN_FORCE -> IN_FORCE;
            case SUSPENDED -> SUSPENDED;
            case CANCELLED -> CANCELLED;
            case LAPSED -> LAPSED;
        };
    }

    /// 有効
    record InForce() implements Standing {

        public Suspended suspend() {
            return SUSPENDED;
        }

        public Cancelled cancel() {
            return CANCELLED;
        }

        public Lapsed lapse() {
            return LAPSED;
        }

        @Override
        public LicenceState state() {
            return LicenceState.IN_FORCE;
        }
    }

    /// 停止
    record Suspended() implements Standing {

        public InForce reinstate() {
            return IN_FORCE;
        }

        public Cancelled cancel() {
            return CANCELLED;
        }

        public Lapsed lapse() {
            return LAPSED;
        }

        @Override
        public LicenceState state() {
            return LicenceState.SUSPENDED;
        }
    }

    /// 取消
    record Cancelled() implements Standing {
        @Override
        public LicenceState state() {
            return LicenceState.CANCELLED;
        }
    }

    /// 失効
    record Lapsed() implements Standing {
        @Override
        public LicenceState state() {
            return LicenceState.LAPSED;
        }
    }
}
