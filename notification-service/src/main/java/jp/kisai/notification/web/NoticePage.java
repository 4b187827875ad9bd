package jp.kisai.notification.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of notices, newest first.
///
/// @param language the language of the words
/// @param next ask again with `before=` this for the page that follows; absent on the last page
public record NoticePage(String language, List<NoticeView> notices, @Nullable UUID next) {}
