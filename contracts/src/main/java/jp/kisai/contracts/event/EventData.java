package jp.kisai.contracts.event;

/// The `data` of an event: what happened, in the past tense.
public sealed interface EventData
        permits CardProductionRequested,
                CertificateStatusChanged,
                CertificateSubmitted,
                ChangeAnswered,
                ConsentChanged,
                ConsentDecided,
                DayBalanced,
                EncodingMoved,
                EncodingOrdered,
                EncodingReported,
                LicenceChanged,
                NoticeSent,
                RecordRejected,
                ResidentChanged {}
